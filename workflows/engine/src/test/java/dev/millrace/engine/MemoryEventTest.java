package dev.millrace.engine;

class MemoryEventTest extends EventContract {

    @Override
    Stores stores() {
        return Stores.memory();
    }
}
