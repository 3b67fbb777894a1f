package dev.millrace.engine;

class MemoryOrchestrationTest extends OrchestrationContract {

    @Override
    Stores stores() {
        return Stores.memory();
    }
}
