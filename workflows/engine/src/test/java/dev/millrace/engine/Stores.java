package dev.millrace.engine;

import dev.millrace.engine.memory.MemoryStore;
import dev.millrace.engine.postgres.PostgresStore;
import dev.millrace.engine.store.Store;
import dev.millrace.testkit.TestDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Supplier;

/** Where a test keeps its instances. Several engines of a test open it several times. */
public final class Stores implements AutoCloseable {

    private final Supplier<Store> open;
    private final Runnable close;

    private Stores(Supplier<Store> open, Runnable close) {
        this.open = open;
        this.close = close;
    }

    public static Stores memory() {
        Store store = new MemoryStore(Clock.systemUTC());
        return new Stores(() -> store, store::close);
    }

    public static Stores postgres() {
        TestDatabase database = database();
        return new Stores(() -> PostgresStore.open(database.url(), "engine", "test"), database::close);
    }

    public static TestDatabase database() {
        return Migrated.DATABASE.copy();
    }

    /** Made when first touched, because a copy is much cheaper than a migration. */
    private static final class Migrated {

        static final TestDatabase DATABASE = TestDatabase.create()
                .migrate(
                        "engine",
                        Path.of(System.getProperty("millrace.root"))
                                .resolve("workflows/engine/src/main/resources/db/migration/engine"));
    }

    public Store open() {
        return open.get();
    }

    @Override
    public void close() {
        close.run();
    }
}
