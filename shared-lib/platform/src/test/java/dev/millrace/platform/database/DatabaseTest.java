package dev.millrace.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.millrace.contracts.TenantId;
import dev.millrace.platform.PlatformDatabase;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.Problems;
import dev.millrace.testkit.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformDatabase.class)
class DatabaseTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");

    @Inject
    Database database;

    @Inject
    Problems problems;

    @Inject
    Vertx vertx;

    @SuppressWarnings("NullAway.Init") // set by the test resource
    TestDatabase server;

    private final String mark = UUID.randomUUID().toString();

    @Test
    void showsATenantOnlyItsOwnRowsHoweverConnectionsAreReused() {
        // Given
        List<CompletableFuture<List<String>>> seen = new ArrayList<>();

        // When
        for (int i = 0; i < 200; i++) {
            var tenant = new TenantId("t" + i % 10);
            seen.add(database.inTenant(
                            tenant, connection -> insert(connection, tenant).chain(() -> tenants(connection)))
                    .subscribeAsCompletionStage());
        }

        // Then
        for (int i = 0; i < 200; i++) {
            assertThat(seen.get(i).join()).containsOnly("t" + i % 10);
        }
    }

    @Test
    void showsNoRowsWithoutATenantOnAConnectionThatHadOne() {
        // Given
        var one = new Database(pool(server.port(), 1));
        get(one.inTenant(ACME, connection -> insert(connection, ACME)));

        // When
        List<String> without = get(one.inTransaction(DatabaseTest::tenants));
        List<String> other = get(one.inTenant(OTHER, DatabaseTest::tenants));
        List<String> same = get(one.inTenant(ACME, DatabaseTest::tenants));

        // Then
        assertThat(without).isEmpty();
        assertThat(other).doesNotContain("acme");
        assertThat(same).containsOnly("acme");
    }

    @Test
    void takesNoRowOfAnotherTenant() {
        // When
        Throwable failure = catchThrowable(() -> get(database.inTenant(ACME, connection -> insert(connection, OTHER))));

        // Then
        assertThat(failure).hasMessageContaining("row-level security");
    }

    @Test
    void forgetsTheTenantAfterAFailedTransaction() {
        // Given
        var one = new Database(pool(server.port(), 1));
        get(one.inTenant(ACME, connection -> insert(connection, ACME)));
        var _ = catchThrowable(() -> get(one.inTenant(
                ACME, connection -> connection.query("SELECT 1 / 0").execute())));

        // When
        List<String> without = get(one.inTransaction(DatabaseTest::tenants));

        // Then
        assertThat(without).isEmpty();
    }

    @Test
    void rollsBackWhenTheWorkFails() {
        // Given
        Uni<Void> failing = database.inTenant(
                ACME,
                connection -> insert(connection, ACME)
                        .chain(() -> Uni.createFrom().failure(new IllegalStateException("broken"))));

        // When
        Throwable failure = catchThrowable(() -> get(failing));

        // Then
        assertThat(failure).hasMessage("broken");
        assertThat(get(database.inTenant(ACME, this::marks))).isZero();
    }

    @Test
    void isUnavailableWhenNobodyListens() throws IOException {
        // Given
        var away = new Database(pool(closedPort(), 1));

        // When
        Throwable failure = catchThrowable(() -> get(away.inTenant(ACME, DatabaseTest::tenants)));

        // Then
        assertThat(problems.of(failure)).isEqualTo(Problem.unavailable("The database is unavailable. Try again."));
    }

    @Test
    void isUnavailableWhenTheServerEndsTheSession() throws SQLException {
        // Given
        Uni<List<String>> work = database.inTenant(
                ACME,
                connection -> connection
                        .query("SELECT pg_backend_pid()")
                        .execute()
                        .invoke(rows -> terminate(rows.iterator().next().getInteger(0)))
                        .chain(() -> tenants(connection)));

        // When
        Throwable failure = catchThrowable(() -> get(work));

        // Then
        assertThat(problems.of(failure).status()).isEqualTo(503);
        await().until(() -> catchThrowable(() -> get(database.inTenant(ACME, this::marks))) == null);
    }

    @Test
    void isAtFaultWhenAStatementIsWrong() {
        // When
        Throwable failure = catchThrowable(() -> get(database.inTenant(
                ACME, connection -> connection.query("SELECT nothing").execute())));

        // Then
        assertThat(problems.of(failure)).isEqualTo(Problem.internal());
    }

    @Test
    void forgetsRecordsAndContentsOfAllTenantsAfterTheirRetention() throws SQLException {
        // Given
        admin("""
            INSERT INTO probe.processed (tenant, source, id, digest, settled, processed_at)
            SELECT tenant, '%1$s', age::text, '', true, now() - age * interval '1 day'
            FROM unnest(ARRAY['acme', 'other']) AS tenant, unnest(ARRAY[44, 46]) AS age;
            INSERT INTO content.contents (tenant, digest, nonce, sealed, expires_at)
            SELECT tenant, convert_to('%1$s' || age, 'UTF8'), '', '', now() - age * interval '1 minute'
            FROM unnest(ARRAY['acme', 'other']) AS tenant, unnest(ARRAY[-5, 5]) AS age""".formatted(mark));

        // When
        get(database.inTransaction(
                connection -> connection.query("SELECT forget_processed()").execute()));
        get(database.inTransaction(connection ->
                connection.query("SELECT content.forget_expired()").execute()));

        // Then
        assertThat(admin("SELECT string_agg(tenant || id, ' ' ORDER BY tenant) FROM probe.processed WHERE source = '"
                        + mark + "'"))
                .isEqualTo("acme44 other44");
        assertThat(admin("SELECT count(*) FROM content.contents WHERE position('" + mark + "'::bytea in digest) = 1"))
                .isEqualTo("2");
    }

    private Uni<Void> insert(SqlConnection connection, TenantId tenant) {
        return connection
                .preparedQuery("INSERT INTO notes VALUES ($1, $2)")
                .execute(Tuple.of(tenant.value(), mark))
                .replaceWithVoid();
    }

    private static Uni<List<String>> tenants(SqlConnection connection) {
        return connection
                .query("SELECT tenant FROM notes")
                .execute()
                .map(rows -> rows.stream().map(row -> row.getString(0)).toList());
    }

    private Uni<Long> marks(SqlConnection connection) {
        return connection
                .preparedQuery("SELECT count(*) FROM notes WHERE note = $1")
                .execute(Tuple.of(mark))
                .map((RowSet<Row> rows) -> rows.iterator().next().getLong(0));
    }

    private void terminate(int process) {
        try {
            admin("SELECT pg_terminate_backend(" + process + ", 10000)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String admin(String sql) throws SQLException {
        try (var connection = server.connectAsAdmin();
                var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (var rows = statement.getResultSet()) {
                return rows.next() ? String.valueOf(rows.getString(1)) : "";
            }
        }
    }

    private Pool pool(int port, int size) {
        var options = new PgConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setDatabase(server.name())
                .setUser("probe")
                .setPassword("test");
        return PgBuilder.pool()
                .connectingTo(options)
                .with(new PoolOptions().setMaxSize(size))
                .using(vertx)
                .build();
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static <T> T get(Uni<T> work) {
        return work.await().atMost(Duration.ofSeconds(30));
    }
}
