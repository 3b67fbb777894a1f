package dev.millrace.engine;

class PostgresEventTest extends EventContract {

    @Override
    Stores stores() {
        return Stores.postgres();
    }
}
