package dev.millrace.engine;

class MemoryInstanceTest extends InstanceContract {

    @Override
    Stores stores() {
        return Stores.memory();
    }
}
