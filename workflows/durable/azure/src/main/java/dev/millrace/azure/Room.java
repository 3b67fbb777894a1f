package dev.millrace.azure;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.azure.postgres.Correlations;
import dev.millrace.azure.postgres.StoredContents;
import dev.millrace.azure.postgres.TenantDatabase;
import dev.millrace.contracts.content.ContentCipher;
import dev.millrace.durable.activities.Contents;
import dev.millrace.durable.functions.Publisher;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** What the functions of one process share. Thread-safe. */
record Room(Publisher publisher, Contents contents, Correlations correlations) {

    /** Each instance of the function app opens so many at most; hosts scale by instances. */
    private static final int CONNECTIONS = 4;

    private static final long PATIENCE_MILLIS = 10_000;

    private static @Nullable Room shared;

    /**
     * The process's own, made at the first use: a missing setting fails the calls that need it, each with a sentence, and
     * not the indexing of functions.
     *
     * @throws IllegalStateException when a setting is missing
     */
    static synchronized Room shared() {
        Room room = shared == null ? open(AzureConfig.of(System.getenv()), Clock.systemUTC()) : shared;
        shared = room;
        return room;
    }

    static Room open(AzureConfig config, Clock clock) {
        var pool = new HikariConfig();
        pool.setJdbcUrl(config.database());
        pool.setUsername(config.username());
        pool.setPassword(config.password());
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(0);
        pool.setConnectionTimeout(PATIENCE_MILLIS);
        // The database may come later than the function app.
        pool.setInitializationFailTimeout(-1);
        var database = new TenantDatabase(new HikariDataSource(pool));
        return new Room(
                new Broker(config.broker(), clock),
                new StoredContents(database, new ContentCipher(config.contentKey()), config.keepContent()),
                new Correlations(database));
    }
}
