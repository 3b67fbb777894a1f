package dev.millrace.runtime.broker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.millrace.runtime.broker.event.Event;
import dev.millrace.testkit.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class JournalTablesTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final TestDatabase database = TestDatabase.create()
            .migrate("broker", Path.of("src/main/resources/db/migration/broker").toAbsolutePath());
    private final PGSimpleDataSource dataSource = dataSource(database);
    private final JournalTables tables = new JournalTables(dataSource);
    private final Backlog backlog = new Backlog(dataSource);

    @AfterAll
    static void closeVertx() {
        VERTX.close();
    }

    @AfterEach
    void close() {
        tables.close();
        database.close();
    }

    private static PGSimpleDataSource dataSource(TestDatabase database) {
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(database.url());
        dataSource.setUser("broker");
        dataSource.setPassword("test");
        return dataSource;
    }

    private static Routed routed(String id) {
        var attributes = Map.of("specversion", "1.0", "id", id, "source", "/s", "type", "test");
        return new Routed(new Event(attributes, Buffer.buffer("{}")), List.of("audit"));
    }

    private static Batch intake(String id) {
        return new Batch(List.of(new Entry.Intake(routed(id), 2, VERTX.getOrCreateContext(), answer -> {})), List.of());
    }

    private Parcel onlyParcel() throws Exception {
        return backlog.fresh("audit", 0, 10).getFirst();
    }

    @Test
    void storesNoReplyAgainWhenTheCommitHadSucceededAfterAll() throws Exception {
        // Given
        tables.write(0, intake("1"), NOW);
        var parcel = onlyParcel();
        var after = parcel.progress().taken(200, null, Effort.of(Duration.ofMillis(3)));
        var outcome = new Batch(List.of(), List.of(new Settlement(parcel, after, NOW, routed("reply"), null, false)));
        var first = tables.write(1, outcome, NOW);

        // When
        var again = tables.write(2, outcome, NOW);

        // Then
        assertThat(first.arrivals()).hasSize(1);
        assertThat(again.arrivals()).isEmpty();
        assertThat(again.settled().isEmpty()).isTrue();
        assertThat(backlog.survey().lastSequence()).isEqualTo(2);
    }

    @Test
    void pagesRetriesInTheOrderTheyAreDueWithoutThoseInMemory() throws Exception {
        // Given
        for (int i = 0; i < 4; i++) {
            tables.write(i, intake("e" + i), NOW);
        }
        var why = new Failure(500, "as the test wishes", null);
        for (Parcel parcel : backlog.fresh("audit", 0, 10)) {
            var next = NOW.plusSeconds(10 - parcel.sequence());
            var after = parcel.progress().retryAt(next, why, Effort.NONE);
            tables.write(4, new Batch(List.of(), List.of(Settlement.failed(parcel, after, NOW))), NOW);
        }

        // When
        var due = backlog.due("audit", DeliveryState.PENDING, NOW.plusSeconds(8), List.of(3L), 10);

        // Then
        assertThat(due.parcels()).extracting(Parcel::sequence).containsExactly(4L, 2L);
        assertThat(due.parcels())
                .extracting(parcel -> parcel.progress().attempts())
                .containsOnly(1);
        assertThat(due.next()).isEqualTo(NOW.plusSeconds(9));
        assertThat(backlog.fresh("audit", 0, 10)).isEmpty();
    }

    @Test
    void undoesABatchThatFailsHalfWayAndGoesOn() throws Exception {
        // Given
        tables.write(0, intake("1"), NOW);

        // When
        var failure = catchThrowable(() -> tables.write(0, intake("2"), NOW));

        // Then
        assertThat(failure).isInstanceOf(SQLException.class);
        assertThat(backlog.survey().count("audit", DeliveryState.PENDING)).isEqualTo(1);
        assertThat(tables.write(1, intake("3"), NOW).arrivals()).hasSize(1);
    }
}
