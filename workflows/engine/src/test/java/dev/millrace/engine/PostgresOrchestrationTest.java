package dev.millrace.engine;

class PostgresOrchestrationTest extends OrchestrationContract {

    @Override
    Stores stores() {
        return Stores.postgres();
    }
}
