package dev.millrace.runtime.operator;

import dev.millrace.runtime.broker.Broker;
import dev.millrace.runtime.broker.dispatch.BrokerStatus;
import dev.millrace.runtime.operator.HouseStatus.DatabaseFigures;
import dev.millrace.runtime.postgres.PostgresServer;
import dev.millrace.runtime.postgres.ServerState;
import dev.millrace.runtime.serving.ServiceStatus;
import dev.millrace.runtime.serving.Serving;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Gathers how everything is. */
public final class StatusBoard {

    private static final String FIGURES = """
        SELECT pg_database_size(current_database()), (SELECT count(*) FROM pg_stat_activity WHERE client_port IS NOT NULL)
        """;

    private final Parts parts;
    private final LedgerGlance ledger;
    private final Clock clock;
    private final Instant since;

    /** @param token of the operator */
    public StatusBoard(Parts parts, String token, Clock clock) {
        this.parts = parts;
        this.ledger = new LedgerGlance("Bearer " + token, clock);
        this.clock = clock;
        this.since = clock.instant();
    }

    /**
     * What is looked at.
     *
     * @param database the broker's, which is everybody's
     * @param answers of the gateway, by status
     * @param data the data directory
     */
    public record Parts(
            Vertx vertx,
            Serving serving,
            Broker broker,
            PostgresServer postgres,
            DataSource database,
            Supplier<Map<Integer, Long>> answers,
            Path data) {}

    Broker broker() {
        return parts.broker();
    }

    Future<HouseStatus> status() {
        return parts.broker().status().compose(broker -> parts.vertx().executeBlocking(() -> gather(broker), false));
    }

    private HouseStatus gather(BrokerStatus broker) {
        List<ServiceStatus> services = parts.serving().status();
        return new HouseStatus(
                since,
                clock.instant(),
                sentence(parts.postgres().state()),
                database(),
                parts.data().toFile().getUsableSpace(),
                parts.answers().get(),
                services,
                broker,
                ledger.look(services));
    }

    private static String sentence(ServerState state) {
        return switch (state) {
            case ServerState.Running(long pid, int port, boolean adopted) ->
                "process " + pid + ", port " + port + (adopted ? ", found running" : "");
            case ServerState.Down(String why, Duration pause) ->
                "down: " + why + "; it is started again within " + pause.toMillis() + " ms";
            case ServerState.Stopped() -> "stopped";
        };
    }

    private @Nullable DatabaseFigures database() {
        try (Connection connection = parts.database().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(FIGURES)) {
            rows.next();
            return new DatabaseFigures(rows.getLong(1), rows.getInt(2));
        } catch (SQLException e) {
            return null;
        }
    }
}
