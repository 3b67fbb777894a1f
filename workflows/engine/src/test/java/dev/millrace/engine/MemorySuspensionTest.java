package dev.millrace.engine;

class MemorySuspensionTest extends SuspensionContract {

    @Override
    Stores stores() {
        return Stores.memory();
    }
}
