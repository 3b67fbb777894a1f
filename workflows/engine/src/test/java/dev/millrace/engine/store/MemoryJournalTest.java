package dev.millrace.engine.store;

import dev.millrace.engine.Stores;

class MemoryJournalTest extends JournalContract {

    @Override
    Stores stores() {
        return Stores.memory();
    }
}
