package dev.millrace.engine;

class PostgresSuspensionTest extends SuspensionContract {

    @Override
    Stores stores() {
        return Stores.postgres();
    }
}
