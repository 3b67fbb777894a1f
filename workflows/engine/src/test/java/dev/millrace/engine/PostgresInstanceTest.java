package dev.millrace.engine;

class PostgresInstanceTest extends InstanceContract {

    @Override
    Stores stores() {
        return Stores.postgres();
    }
}
