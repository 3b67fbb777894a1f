package dev.millrace.runtime.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.codehosts.Hooks;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.http.Timing;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.runtime.connect.Bridge.Outcome;
import dev.millrace.runtime.connect.Connection.HookSecret;
import dev.millrace.runtime.connect.FakePlatform.Posted;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BridgeTest {

    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @TempDir
    private Path data;

    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private final Feed feed = new Feed();
    private Optional<URI> gateway = Optional.empty();
    private FakePlatform platform;

    @BeforeEach
    void open() throws IOException {
        platform = new FakePlatform();
        gateway = Optional.of(platform.url());
    }

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void theFirstLookBringsNothingAndTheNextWhatHappenedSince() {
        // Given
        assertThat(bridge("shop").once()).isEqualTo(new Outcome.Drained(0));
        feed.happens("one", "two");

        // When
        Outcome outcome = bridge("shop").once();

        // Then
        assertThat(outcome).isEqualTo(new Outcome.Drained(2));
        assertThat(bodies()).containsExactly("one", "two");
        assertThat(platform.posts().getFirst().path()).isEqualTo("/hooks/acme/github");
        assertThat(progress().cursor("shop")).isEqualTo("2");
        assertThat(bridge("shop").once()).isEqualTo(new Outcome.Drained(0));
    }

    @Test
    void aPlatformThatDoesNotTakeAPostGetsItAgain() {
        // Given
        begin();
        feed.happens("one", "two");
        platform.answers(202, 503, 503);

        // When
        Outcome outcome = bridge("shop").once();

        // Then
        assertThat(outcome).isEqualTo(new Outcome.Drained(2));
        assertThat(bodies()).containsExactly("one", "two", "one", "one", "two");
        assertThat(said).filteredOn(line -> line.contains("503")).hasSize(1);
        assertThat(said).endsWith("● shop: 2 brought", "goes on");
        assertThat(progress().trouble()).isNull();
    }

    @Test
    void whatEndsBetweenPostingAndStoringIsPostedAgainUnderTheSameId() {
        // Given
        begin();
        feed.happens("one", "two");
        Thread poller = Thread.currentThread();
        var over = new CompletableFuture<Void>();
        platform.beforeItAnswers(() -> {
            if (platform.posts().size() == 2) {
                platform.beforeItAnswers(() -> {});
                poller.interrupt();
                over.join();
            }
        });

        // When
        Outcome broken = bridge("shop").once();
        over.complete(null);

        // Then
        assertThat(Thread.interrupted()).isTrue();
        assertThat(broken).isInstanceOf(Outcome.Stuck.class);
        assertThat(progress().cursor("shop")).isEqualTo("0");
        List<Posted> before = platform.posts();
        assertThat(bridge("shop").once()).isEqualTo(new Outcome.Drained(2));
        assertThat(platform.posts().subList(2, 4)).isEqualTo(before);
    }

    @Test
    void aMissingPlatformIsToldOnceAndLosesNothing() {
        // Given
        begin();
        feed.happens("one");
        gateway = Optional.empty();

        // When
        Outcome outcome = bridge("shop").once();

        // Then
        assertThat(outcome).isInstanceOf(Outcome.Stuck.class);
        assertThat(((Outcome.Stuck) outcome).noPlatform()).isTrue();
        assertThat(progress().trouble()).isNotNull();
        gateway = Optional.of(platform.url());
        assertThat(bridge("shop").once()).isEqualTo(new Outcome.Drained(1));
    }

    @Test
    void theRateThatTheHostAsksForIsKept() {
        // Given
        begin();
        feed.fails(new HostException.RateLimited("GET issues is refused", Duration.ofSeconds(40)));
        feed.happens("one");

        // When
        Outcome outcome = bridge("shop").once();

        // Then
        assertThat(outcome).isEqualTo(new Outcome.Drained(1));
        assertThat(pauses).hasSize(1);
        assertThat(pauses.getFirst()).isBetween(Duration.ofSeconds(40), Duration.ofSeconds(44));
    }

    @Test
    void aHostThatFailsIsAskedLessAndLessOften() {
        // Given
        begin();
        for (int failure = 0; failure < 8; failure++) {
            feed.fails(new HostException.Unavailable("GET issues got no answer", null));
        }

        // When
        followFor(8);

        // Then
        assertThat(pauses.getFirst()).isBetween(Duration.ofSeconds(27), Duration.ofSeconds(33));
        assertThat(pauses.get(1)).isGreaterThan(pauses.getFirst());
        assertThat(pauses.getLast()).isBetween(Duration.ofSeconds(270), Duration.ofSeconds(330));
        assertThat(said).filteredOn(line -> line.contains("no answer")).hasSize(1);
    }

    @Test
    void aProjectThatIsRefusedDoesNotKeepTheOthers() {
        // Given
        bridge("shop", "closed").once();
        feed.happens("one");
        feed.refuses("closed");

        // When
        Outcome outcome = bridge("closed", "shop").once();

        // Then
        assertThat(bodies()).containsExactly("one");
        assertThat(((Outcome.Stuck) outcome).refused()).isTrue();
        assertThat(((Outcome.Stuck) outcome).sentence()).startsWith("closed: ");
    }

    @Test
    void anIntervalIsKeptWithinATenth() {
        // Given
        begin();

        // When
        followFor(20);

        // Then
        assertThat(pauses)
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofMillis(13_500), Duration.ofMillis(16_500)));
        assertThat(pauses.stream().distinct().count()).isGreaterThan(1);
    }

    @Test
    void aHostThatTellsTheLastPostAgainAndAgainDoesNotHoldUs() {
        // Given
        begin();
        feed.happens("one");
        feed.repeats();

        // When
        Outcome outcome = bridge("shop").once();

        // Then
        assertThat(outcome).isInstanceOf(Outcome.Drained.class);
        assertThat(bodies()).containsExactly("one", "one");
    }

    private void begin() {
        bridge("shop").once();
        said.clear();
    }

    private void followFor(int looks) {
        pausesLeft = looks;
        bridge("shop").follow();
        assertThat(Thread.interrupted()).isTrue();
    }

    private int pausesLeft = Integer.MAX_VALUE;

    private Bridge bridge(String... projects) {
        var connections = new Connections(data);
        Connection connection = connection(projects);
        connections.save(connection);
        var timing = new Timing(() -> NOON, this::pause, RandomGenerator.of("L64X128MixRandom"));
        var door = new Door(() -> gateway, connection.door(), connection.kind(), "secret");
        return new Bridge(connection, connections, feed, door, Duration.ofSeconds(15), timing, said::add);
    }

    private void pause(Duration duration) throws InterruptedException {
        pauses.add(duration);
        if (--pausesLeft == 0) {
            throw new InterruptedException();
        }
    }

    private static Connection connection(String... projects) {
        return new Connection(
                new TenantId("acme"),
                "github",
                "github",
                HookKind.GITHUB,
                null,
                List.of(projects),
                "acme-github",
                new HookSecret("hook-secrets", "acme-github"),
                null);
    }

    private Progress progress() {
        return new Connections(data).progress(connection("shop"));
    }

    private List<String> bodies() {
        return platform.posts().stream().map(Posted::body).toList();
    }

    /** A host whose cursor counts what happened. */
    private static final class Feed implements Hooks {

        private final List<String> happened = new ArrayList<>();
        private final Deque<HostException> failures = new ArrayDeque<>();
        private String refused = "";
        private boolean repeating;

        void happens(String... bodies) {
            happened.addAll(Arrays.asList(bodies));
        }

        void fails(HostException failure) {
            failures.add(failure);
        }

        void refuses(String project) {
            refused = project;
        }

        void repeats() {
            repeating = true;
        }

        @Override
        public Page since(String project, String cursor) {
            if (project.equals(refused)) {
                throw new HostException.NotFound("there is no " + project);
            }
            HostException failure = cursor.isEmpty() ? null : failures.poll();
            if (failure != null) {
                throw failure;
            }
            int from = cursor.isEmpty() ? happened.size() : Integer.parseInt(cursor);
            int shown = repeating ? Math.min(from, happened.size() - 1) : from;
            List<Post> posts = happened.subList(shown, happened.size()).stream()
                    .map(body -> new Post(List.of(new Header("X-GitHub-Delivery", "id-" + body)), body))
                    .toList();
            return new Page(posts, Integer.toString(happened.size()));
        }

        @Override
        public void register(String project, URI url, String secret) {
            throw new IllegalStateException("nobody registers here");
        }

        @Override
        public void remove(String project, URI url) {
            throw new IllegalStateException("nobody removes here");
        }
    }
}
