package dev.millrace.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.protobuf.ByteString;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import dev.millrace.engine.StartRequest;
import dev.millrace.engine.Status;
import dev.millrace.engine.Stores;
import dev.millrace.engine.history.Events;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What hosts rely on, whatever the store. */
abstract class JournalContract {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration OVER = Duration.ofMillis(-1);
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");

    private final UUID host = UUID.randomUUID();
    private final UUID other = UUID.randomUUID();
    private Stores stores;
    private Store store;

    abstract Stores stores();

    @BeforeEach
    void open() {
        stores = stores();
        store = stores.open();
        store.hosts().join(host, LONG, true);
    }

    @AfterEach
    void close() {
        store.close();
        stores.close();
    }

    private List<Written> commit(Write... writes) {
        return store.journal().commit(host, Shards.all(), List.of(writes));
    }

    private static Write.Start start(String id) {
        return new Write.Start(StartRequest.of("Any", id), "execution-" + id, NOW, null, null);
    }

    private static Write.Deliver raise(String id, String name) {
        return new Write.Deliver(new Parcel(id, null, Events.eventRaised(NOW, name, null)), null, NOW);
    }

    private static Write.Advance step(String id, int step, Write.Head head, List<Long> consumed) {
        List<HistoryEvent> events = List.of(Events.eventRaised(NOW, "step-" + step, null));
        return new Write.Advance(
                id, 0, step, NOW, events, Events.encodePast(events), head, consumed, List.of(), List.of(), null);
    }

    private static Write.Head running() {
        return new Write.Head(Status.RUNNING, null, null, null, null, false);
    }

    @Test
    void aHostWhoseLicenceExpiredCommitsNothingMore() {
        // Given
        commit(start("a"));
        store.hosts().renew(host, OVER, false);
        store.hosts().join(other, LONG, true);
        store.hosts().renew(other, LONG, true);

        // When
        var attempt = assertThatExceptionOfType(FencedException.class);

        // Then
        attempt.isThrownBy(() -> commit(step("a", 0, running(), List.of())));
        assertThat(store.instances().history("a")).isEmpty();
    }

    @Test
    void theShardsOfADeadHostGoToTheNext() {
        // Given
        store.hosts().renew(host, LONG, true);
        store.hosts().renew(host, OVER, false);
        store.hosts().join(other, LONG, true);

        // When
        Hosts.Tenure tenure = store.hosts().renew(other, LONG, true);

        // Then
        assertThat(tenure.held()).isEqualTo(Shards.all());
    }

    @Test
    void anExpiredHostKeepsItsShardsUntilItIsBuried() {
        // Given
        store.hosts().renew(host, LONG, true);
        store.hosts().renew(host, OVER, false);
        store.hosts().join(other, LONG, true);

        // When
        Hosts.Tenure tenure = store.hosts().renew(other, LONG, false);

        // Then
        assertThat(tenure.held()).isEmpty();
    }

    @Test
    void twoHostsShareTheShards() {
        // Given
        Set<Integer> before = store.hosts().renew(host, LONG, true).held();
        store.hosts().join(other, LONG, true);
        Hosts.Tenure first = store.hosts().renew(host, LONG, true);

        // When
        store.hosts().release(host, first.surplus());
        Hosts.Tenure second = store.hosts().renew(other, LONG, true);

        // Then
        assertThat(before).isEqualTo(Shards.all());
        assertThat(second.held()).isEqualTo(first.surplus()).hasSize(Shards.COUNT / 2);
    }

    @Test
    void aHostThatOnlyTalksHoldsNoShards() {
        // Given
        store.hosts().join(other, LONG, false);

        // When
        Hosts.Tenure talker = store.hosts().renew(other, LONG, true);
        Hosts.Tenure runner = store.hosts().renew(host, LONG, true);

        // Then
        assertThat(talker.held()).isEmpty();
        assertThat(runner.held()).isEqualTo(Shards.all());
    }

    @Test
    void theSameStepIsNeverTakenTwice() {
        // Given
        commit(start("a"), start("b"));
        commit(step("a", 0, running(), List.of()));

        // When
        var attempt = assertThatExceptionOfType(RuntimeException.class);

        // Then
        attempt.isThrownBy(() -> commit(start("c"), step("a", 0, running(), List.of())));
        assertThat(store.instances().history("a")).hasSize(1);
    }

    @Test
    void aStepEmptiesTheInboxOfWhatItConsumed() {
        // Given
        commit(start("a"));
        List<Written> written = commit(raise("a", "one"), raise("a", "two"));
        long first = ((Written.Accepted) written.getFirst()).seq();

        // When
        commit(step("a", 0, running(), List.of(first)));

        // Then
        Stored stored = store.journal().load(List.of("a")).getFirst();
        assertThat(stored.inbox())
                .extracting(message -> message.event().getEventRaised().getName())
                .containsExactly("two");
        assertThat(stored.steps()).isEqualTo(1);
    }

    @Test
    void messagesOfOthersArriveEachOnce() {
        // Given
        commit(start("a"));
        long mark = store.journal().arrivals(Shards.all(), 0).mark();
        commit(raise("a", "one"));

        // When
        Journal.Arrivals first = store.journal().arrivals(Shards.all(), mark);
        Journal.Arrivals second = store.journal().arrivals(Shards.all(), first.mark());

        // Then
        assertThat(first.arrivals()).extracting(Journal.Arrival::instanceId).containsExactly("a");
        assertThat(second.arrivals()).isEmpty();
    }

    @Test
    void aStartInTheShardOfAnotherHostLeavesAMessageThere() {
        // Given
        Write.Start start = start("a");

        // When
        store.journal().commit(host, Set.of(), List.of(start));

        // Then
        assertThat(store.journal().arrivals(Shards.all(), 0).arrivals())
                .extracting(Journal.Arrival::instanceId)
                .containsExactly("a");
    }

    @Test
    void findsUnfinishedInstancesPageByPage() {
        // Given
        commit(start("a"), start("b"), start("c"), start("d"));
        commit(step("b", 0, running(), List.of()), step("c", 0, running(), List.of()));
        commit(raise("c", "wake up"));

        // When
        List<String> first = store.journal().unfinished(Shards.all(), "", 2);
        List<String> rest = store.journal().unfinished(Shards.all(), first.getLast(), 2);

        // Then
        assertThat(first).containsExactly("a", "c");
        assertThat(rest).containsExactly("d");
    }

    @Test
    void findsTimersByTheirTime() {
        // Given
        Instant soon = NOW.plusSeconds(1);
        commit(start("a"), start("b"));
        commit(
                step("a", 0, new Write.Head(Status.RUNNING, null, null, null, NOW.plusSeconds(60), false), List.of()),
                step("b", 0, new Write.Head(Status.RUNNING, null, null, null, soon, false), List.of()));

        // When
        List<Journal.Wake> due = store.journal().due(Shards.all(), NOW.plusSeconds(5), 10);

        // Then
        assertThat(due).containsExactly(new Journal.Wake("b", soon));
    }

    @Test
    void aNewGenerationDropsTheOldHistoryAndKeepsCarriedEventsFirst() {
        // Given
        commit(new Write.Start(StartRequest.of("Any", "a").at(NOW), "execution-a", NOW, null, null));
        commit(step("a", 0, running(), List.of()));
        var carried = new Parcel("a", null, Events.eventRaised(NOW, "carried", null));
        var renewal = new Write.Renewal("execution-2", "7", null, List.of(carried));

        // When
        commit(new Write.Advance(
                "a", 0, 1, NOW, List.of(), ByteString.EMPTY, running(), List.of(), List.of(), List.of(), renewal));
        commit(raise("a", "later"));

        // Then
        Stored stored = store.journal().load(List.of("a")).getFirst();
        assertThat(stored.generation()).isEqualTo(1);
        assertThat(stored.history()).isEmpty();
        assertThat(stored.instance().input()).isEqualTo("7");
        assertThat(stored.instance().startAt()).isNull();
        assertThat(stored.instance().executionId()).isEqualTo("execution-2");
        assertThat(stored.inbox())
                .extracting(message -> message.event().getEventRaised().getName())
                .containsExactly("carried", "later");
    }

    @Test
    void forgetsKeysAndIdsAfterTheirTime() {
        // Given
        var request = StartRequest.of("Any", "a").withKey("key").ifNeverSeen();
        commit(new Write.Start(request, "execution-a", NOW, null, null));
        commit(step("a", 0, new Write.Head(Status.COMPLETED, null, null, null, null, false), List.of()));
        commit(new Write.PurgeOne("a", NOW));

        // When
        commit(new Write.Forget(NOW.plusSeconds(1)));

        // Then
        assertThat(commit(new Write.Start(request, "execution-b", NOW, null, null)))
                .containsExactly(new Written.Created());
    }
}
