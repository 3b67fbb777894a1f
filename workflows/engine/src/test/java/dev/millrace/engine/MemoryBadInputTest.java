package dev.millrace.engine;

class MemoryBadInputTest extends BadInputContract {

    @Override
    Stores stores() {
        return Stores.memory();
    }
}
