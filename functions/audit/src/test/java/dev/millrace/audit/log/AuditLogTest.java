package dev.millrace.audit.log;

import static dev.millrace.audit.log.TestLog.event;
import static dev.millrace.audit.log.TestLog.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.AuditEvent.Erased;
import dev.millrace.platform.database.DatabaseFailures;
import dev.millrace.testkit.TestDatabase;
import dev.millrace.transparency.Hash;
import dev.millrace.transparency.TreeHash;
import dev.millrace.transparency.note.Checkpoint;
import dev.millrace.transparency.note.SignatureCheck;
import dev.millrace.transparency.proof.ConsistencyProof;
import dev.millrace.transparency.proof.InclusionProof;
import dev.millrace.transparency.proof.ProofPlan;
import dev.millrace.transparency.proof.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditLogTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final String TICKET = "ado/Fabrikam/7";

    private TestDatabase database;
    private TestLog log;

    @BeforeEach
    void start() {
        database = AuditSchema.create();
        log = new TestLog(database.port(), database.name());
    }

    @AfterEach
    void stop() {
        log.close();
        database.close();
    }

    @Test
    void numbersEventsFromZeroInTheirOrder() {
        assertThat(log.append(event("a"))).isEqualTo(new Appended.Entry(0));
        assertThat(log.append(event("b"))).isEqualTo(new Appended.Entry(1));
    }

    @Test
    void appendsAnEventOnceHoweverOftenItComes() {
        // Given
        log.append(event("a"));
        log.append(event("b"));

        // When
        List<Appended> again = log.append(Collections.nCopies(20, event("a")));

        // Then
        assertThat(again).containsOnly(new Appended.Entry(0));
        assertThat(get(log.reader().size())).isEqualTo(2);
    }

    @Test
    void appendsAnEventOnceThatComesTwiceInOneBatch() {
        assertThat(log.append(Collections.nCopies(50, event("a")))).containsOnly(new Appended.Entry(0));
    }

    @Test
    void tellsOtherContentUnderAKnownName() {
        // Given
        log.append(event("acme", "a", "{}"));

        // When
        List<Appended> outcomes = log.append(List.of(
                event("acme", "a", "{\"more\":1}"),
                event("acme", "b", "{}"),
                event("acme", "b", "{\"more\":1}"),
                event("other", "a", "{\"more\":1}")));

        // Then
        assertThat(outcomes)
                .containsExactly(
                        new Appended.OtherContent(0),
                        new Appended.Entry(1),
                        new Appended.OtherContent(1),
                        new Appended.Entry(2));
    }

    @Test
    void keepsWhatNamesTheTicketAndNothingOfTheContent() {
        // When
        log.append(event("acme", "a", "{\"secret\":\"name of a person\"}"));

        // Then
        String leaf = get(log.reader().entry(0)).orElseThrow().leaf().toString();
        assertThat(leaf)
                .contains(
                        "\"correlationid\":\"ado/Fabrikam/7\"",
                        "\"causationid\":\"cause\"",
                        "\"instanceid\":\"instance\"",
                        "\"traceid\":\"0af7651916cd43dd8448eb211c80319c\"",
                        "\"dataclassification\":\"internal\"",
                        "\"time\":\"2026-11-23T05:06:07.089Z\"",
                        "\"appendedtime\":\"",
                        "\"datadigest\":\"")
                .doesNotContain("secret", "person");
    }

    @Test
    void signsTheRootThatItsLeavesHave() {
        // Given
        log.append(events(700));

        // When
        Checkpoint checkpoint = get(log.reader().checkpoint()).checkpoint();

        // Then
        assertThat(checkpoint.size()).isEqualTo(700);
        assertThat(checkpoint.root()).isEqualTo(root(leafHashes(700)));
        assertThat(get(log.reader().checkpoint()).verify(List.of(log.notary().verifierKey())))
                .isInstanceOf(SignatureCheck.Valid.class);
    }

    @Test
    void signsTheEmptyLogToo() {
        assertThat(get(log.reader().checkpoint()).checkpoint().root()).isEqualTo(TreeHash.empty());
    }

    @Test
    void continuesTheTreeAfterARestart() {
        // Given
        log.append(events(300));
        log.close();

        // When
        log = new TestLog(database.port(), database.name());
        log.append(event("after the restart"));

        // Then
        assertThat(get(log.reader().checkpoint()).checkpoint().root()).isEqualTo(root(leafHashes(301)));
    }

    @Test
    void staysOneTreeUnderTwoAppenders() {
        // Given
        List<AuditedEvent> events = events(400);
        List<AuditedEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, new Random(4));

        // When
        List<Appended> one;
        List<Appended> two;
        try (var replica = new TestLog(database.port(), database.name())) {
            var meanwhile = replica.appending(shuffled).subscribeAsCompletionStage();
            one = log.append(events);
            two = meanwhile.join();
        }

        // Then
        assertThat(one.stream().map(Appended.Entry.class::cast).map(Appended.Entry::seq))
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, 400).boxed().toList());
        assertThat(two).containsExactlyInAnyOrderElementsOf(one);
        assertThat(get(log.reader().checkpoint()).checkpoint().root()).isEqualTo(root(leafHashes(400)));
    }

    @Test
    void provesInclusionFromWhatItStores() {
        // Given
        log.append(events(600));
        List<Hash> all = leafHashes(600);

        // Then
        for (int size : new int[] {1, 2, 255, 256, 257, 600}) {
            Hash root = root(all.subList(0, size));
            for (int seq = 0; seq < size; seq += Math.max(1, size / 7)) {
                var proof = InclusionProof.build(
                        seq, size, get(log.reader().subtrees(size, ProofPlan.inclusion(seq, size))));
                assertThat(proof.verify(all.get(seq), root)).isEqualTo(new Verdict.Proven());
            }
        }
    }

    @Test
    void provesConsistencyFromWhatItStores() {
        // Given
        log.append(events(600));
        Hash last = root(leafHashes(600));

        // Then
        for (long size : new long[] {0, 1, 255, 256, 257, 599, 600}) {
            var proof = ConsistencyProof.build(
                    size, 600, get(log.reader().subtrees(600, ProofPlan.consistency(size, 600))));
            assertThat(proof.verify(root(leafHashes(size)), last)).isEqualTo(new Verdict.Proven());
        }
    }

    @Test
    void keepsOneCheckpointPerMinuteAndThoseThatWereGivenOut() throws SQLException {
        // Given
        Instant noon = Instant.parse("2026-11-23T12:00:00Z");
        appendAt(noon, "a");
        appendAt(noon.plusSeconds(30), "b");
        appendAt(noon.plusSeconds(61), "c");

        // When
        appendAt(noon.plusSeconds(62), "d");
        get(log.reader().checkpoint());

        // Then
        assertThat(AuditSchema.numbers(database, "SELECT size FROM audit.checkpoints ORDER BY 1"))
                .containsExactly(1L, 3L, 4L);
    }

    @Test
    void erasesTheLinkToContentAndNothingElse() throws SQLException {
        // Given
        log.append(List.of(event("a"), event("b"), event("other", "c", "{}")));
        long request = ((Appended.Entry) log.append(event("request"))).seq();

        // When
        var erasure = get(log.erasures().erase(request, ACME, TICKET));

        // Then
        assertThat(erasure.erased()).isEqualTo(new Erased(TICKET, 2));
        assertThat(AuditSchema.numbers(database, "SELECT seq FROM audit.contents ORDER BY 1"))
                .containsExactly(2L, request);
        assertThat(get(log.reader().checkpoint()).checkpoint().root()).isEqualTo(root(leafHashes(4)));
    }

    @Test
    void answersARepeatedErasureWithTheFirstAnswer() {
        // Given
        log.append(event("a"));
        long request = ((Appended.Entry) log.append(event("request"))).seq();
        var first = get(log.erasures().erase(request, ACME, TICKET));
        log.append(event("later"));

        // When
        var second = get(log.erasures().erase(request, ACME, TICKET));

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(get(log.reader().entry(2)).orElseThrow().content()).isPresent();
    }

    @Test
    void takesAnErasedEventForKnown() {
        // Given
        log.append(event("acme", "a", "{}"));
        long request = ((Appended.Entry) log.append(event("request"))).seq();
        get(log.erasures().erase(request, ACME, TICKET));

        // Then
        assertThat(log.append(event("acme", "a", "{\"other\":1}"))).isEqualTo(new Appended.Entry(0));
    }

    @Test
    void lacksTheRightToChangeWhatIsWritten() throws SQLException {
        try (var connection = database.connect("audit");
                var statement = connection.createStatement()) {
            for (String change : List.of(
                    "UPDATE entries SET leaf = ''",
                    "DELETE FROM entries",
                    "TRUNCATE entries",
                    "UPDATE nodes SET index = 7",
                    "DELETE FROM nodes",
                    "UPDATE contents SET salt = ''",
                    "DELETE FROM checkpoints",
                    "UPDATE checkpoints SET note = ''",
                    "DELETE FROM head",
                    "DELETE FROM erasures")) {
                assertThatThrownBy(() -> statement.execute(change))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void failsAsUnavailableWhenThereIsNoDatabase() throws IOException {
        // Given
        int nobodyHere;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobodyHere = socket.getLocalPort();
        }

        // When
        try (var alone = new TestLog(nobodyHere, "none")) {

            // Then
            assertThatThrownBy(() -> alone.append(event("a"))).matches(DatabaseFailures::isUnavailable);
        }
    }

    private void appendAt(Instant time, String id) {
        try (var then = new TestLog(database.port(), database.name(), Clock.fixed(time, ZoneOffset.UTC))) {
            then.append(event(id));
        }
    }

    private static List<AuditedEvent> events(int count) {
        return IntStream.range(0, count).mapToObj(i -> event("event-" + i)).toList();
    }

    /** From the leaves themselves, not from what the log says about them. */
    private List<Hash> leafHashes(long size) {
        return get(log.reader().page(0, 1000)).stream()
                .limit(size)
                .map(entry -> TreeHash.leaf(entry.leaf().getBytes()))
                .toList();
    }

    /** The definition of RFC 6962 §2.1, word for word. */
    private static Hash root(List<Hash> leaves) {
        if (leaves.size() < 2) {
            return leaves.isEmpty() ? TreeHash.empty() : leaves.getFirst();
        }
        int left = Integer.highestOneBit(leaves.size() - 1);
        return TreeHash.node(root(leaves.subList(0, left)), root(leaves.subList(left, leaves.size())));
    }
}
