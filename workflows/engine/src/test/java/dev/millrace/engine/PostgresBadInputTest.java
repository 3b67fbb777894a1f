package dev.millrace.engine;

class PostgresBadInputTest extends BadInputContract {

    @Override
    Stores stores() {
        return Stores.postgres();
    }
}
