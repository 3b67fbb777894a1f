package dev.millrace.platform.database;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Tells a database that is away from a statement that is wrong. */
public final class DatabaseFailures {

    /** SQLSTATE classes: connection exception, insufficient resources, operator intervention, system error. */
    private static final Set<String> AWAY = Set.of("08", "53", "57", "58");

    /** SQLSTATEs: serialization failure, deadlock, lock not available, read-only transaction (a failover). */
    private static final Set<String> PASSING = Set.of("40001", "40P01", "55P03", "25006");

    private static final String UNIQUE_VIOLATION = "23505";

    private DatabaseFailures() {}

    /** Whether the same statement may succeed later without anybody changing anything. */
    public static boolean isUnavailable(Throwable failure) {
        return switch (failure) {
            case PgException pg -> {
                String state = pg.getSqlState() == null ? "" : pg.getSqlState();
                yield PASSING.contains(state) || (state.length() == 5 && AWAY.contains(state.substring(0, 2)));
            }
            case TimeoutException timeout -> true;
            case io.smallrye.mutiny.TimeoutException timeout -> true;
            case IOException connection -> true;
            case VertxException closed -> true;
            // How the client says that the pool gave it a connection that has just been closed.
            case NoStackTraceThrowable inactive -> true;
            default -> failure.getCause() != null && isUnavailable(failure.getCause());
        };
    }

    /** Whether a row with this key is there already. */
    public static boolean isDuplicate(Throwable failure) {
        return failure instanceof PgException pg && UNIQUE_VIOLATION.equals(pg.getSqlState());
    }
}
