package dev.millrace.platform.database;

import dev.millrace.contracts.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.function.Function;

/** The function's own schema. */
@Singleton
public class Database {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Pool pool;

    public Database(Pool pool) {
        this.pool = pool;
    }

    /**
     * Runs work in one transaction that sees the rows of one tenant. It commits when the work yields an item and rolls
     * back when it fails.
     */
    public <T> Uni<T> inTenant(TenantId tenant, Function<SqlConnection, Uni<T>> work) {
        return inTransaction(connection -> connection
                .preparedQuery("SELECT set_config('millrace.tenant', $1, true)")
                .execute(Tuple.of(tenant.value()))
                .chain(set -> work.apply(connection)));
    }

    /** Runs one statement, which is a transaction of its own and must set the tenant itself. */
    public <T> Uni<T> inStatement(Function<SqlClient, Uni<T>> work) {
        return work.apply(pool).ifNoItem().after(PATIENCE).fail();
    }

    /** Runs work in one transaction without a tenant: for the few tables that cross tenants. Others show no rows. */
    public <T> Uni<T> inTransaction(Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(work).ifNoItem().after(PATIENCE).fail();
    }
}
