package dev.millrace.engine.store;

import dev.millrace.engine.Stores;

class PostgresJournalTest extends JournalContract {

    @Override
    Stores stores() {
        return Stores.postgres();
    }
}
