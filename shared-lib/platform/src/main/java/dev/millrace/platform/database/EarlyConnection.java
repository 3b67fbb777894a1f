package dev.millrace.platform.database;

import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Opens the pool's first connection while the function still starts. An instance starts because a request waits for it,
 * and that request would otherwise wait for the connection as well.
 */
@Singleton
class EarlyConnection {

    void open(@Observes StartupEvent start, Pool pool) {
        pool.getConnection().chain(SqlConnection::close).subscribe().with(opened -> {}, failure -> {
            // The request that needs the database will say so, with its own retries.
        });
    }
}
