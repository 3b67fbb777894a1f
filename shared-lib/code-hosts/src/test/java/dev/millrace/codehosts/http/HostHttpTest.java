package dev.millrace.codehosts.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.codehosts.Credentials;
import dev.millrace.codehosts.HostException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HostHttpTest {

    private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");
    private static final Patience PATIENCE =
            new Patience(Duration.ofMinutes(1), Duration.ofSeconds(5), 6, Duration.ofSeconds(1), Duration.ofSeconds(8));

    private final List<Duration> waits = new ArrayList<>();
    private Instant now = START;
    private Teller teller;
    private HostHttp http;

    @BeforeEach
    void start() throws IOException {
        teller = new Teller();
        var timing = new Timing(() -> now, this::pass, new Random(7));
        http = new HostHttp(
                teller.url(),
                Credentials.bearer("secret"),
                Map.of(),
                HostErrors::byStatus,
                PATIENCE,
                timing,
                HttpClient.newHttpClient());
    }

    @AfterEach
    void stop() {
        teller.close();
    }

    private void pass(Duration wait) {
        waits.add(wait);
        now = now.plus(wait);
    }

    @Test
    void waitsGrowExponentiallyWithFullJitter() {
        // Given
        for (int i = 0; i < 5; i++) {
            teller.tells(503);
        }

        // When
        http.send(Call.get("things"));

        // Then
        assertThat(waits).hasSize(5);
        for (int i = 0; i < 5; i++) {
            assertThat(waits.get(i)).isBetween(Duration.ZERO, Duration.ofMillis(Math.min(8000, 1000L << i)));
        }
        assertThat(waits).doesNotHaveDuplicates();
    }

    @Test
    void jitterSpreadsOverTheWholeOfEachWait() {
        // Given
        var random = new Random(11);

        // When
        List<Long> third = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            third.add(PATIENCE.backoff(2, random).toMillis());
        }

        // Then
        assertThat(third).allSatisfy(wait -> assertThat(wait).isBetween(0L, 4000L));
        assertThat(third.stream().mapToLong(Long::longValue).average().orElseThrow())
                .isBetween(1800.0, 2200.0);
        assertThat(third).anyMatch(wait -> wait < 100).anyMatch(wait -> wait > 3900);
    }

    @Test
    void retryAfterIsHonouredInSecondsAndAsADate() {
        // Given
        teller.tells(429, Map.of("Retry-After", "7"), "{}");
        teller.tells(429, Map.of("Retry-After", "Mon, 23 Nov 2026 08:00:30 GMT"), "{}");

        // When
        http.send(Call.get("things"));

        // Then
        assertThat(Duration.between(START, now)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(34));
        assertThat(teller.asked()).hasSize(3);
    }

    @Test
    void aSpentWindowClosesTheHostForEverybodyUntilItsEnd() {
        // Given
        long reset = START.plusSeconds(20).getEpochSecond();
        teller.tells(200, Map.of("X-RateLimit-Remaining", "0", "X-RateLimit-Reset", Long.toString(reset)), "{}");
        http.send(Call.get("last"));

        // When
        http.send(Call.get("next"));

        // Then
        assertThat(now).isAfterOrEqualTo(START.plusSeconds(20));
        assertThat(teller.asked()).hasSize(2);
    }

    @Test
    void aGoodAnswerThatAsksForPatienceGetsIt() {
        // Given
        teller.tells(200, Map.of("Retry-After", "12"), "{}");
        http.send(Call.get("slow"));

        // When
        http.send(Call.get("next"));

        // Then
        assertThat(now).isAfterOrEqualTo(START.plusSeconds(12));
    }

    @Test
    void githubsForbiddenForTheRateIsALimit() {
        // Given
        teller.tells(403, Map.of(), "{\"message\":\"You have exceeded a secondary rate limit\"}");

        // When
        Reply reply = http.send(Call.get("things"));

        // Then
        assertThat(reply.status()).isEqualTo(200);
        assertThat(teller.asked()).hasSize(2);
    }

    @Test
    void aCallThatMayNotBeMadeTwiceIsNot() {
        // Given
        teller.tells(502);
        teller.tells(0);
        Call call = Call.post("things").json(JsonNodeFactory.instance.objectNode());

        // When
        assertThatThrownBy(() -> http.send(call))
                // Then
                .isInstanceOf(HostException.Unavailable.class);
        assertThatThrownBy(() -> http.send(call)).isInstanceOf(HostException.Unavailable.class);
        assertThat(teller.asked()).hasSize(2);
        assertThat(waits).isEmpty();
    }

    @Test
    void aRefusalForTheRateIsMadeAgainAlsoWhenItChanges() {
        // Given
        teller.tells(429);

        // When
        http.send(Call.post("things").json(JsonNodeFactory.instance.objectNode()));

        // Then
        assertThat(teller.asked()).hasSize(2);
    }

    @Test
    void aCallEndsWithItsBudget() {
        // Given
        for (int i = 0; i < 20; i++) {
            teller.tells(429, Map.of("Retry-After", "25"), "{}");
        }

        // When
        assertThatThrownBy(() -> http.send(Call.get("things")))
                // Then
                .isInstanceOf(HostException.RateLimited.class)
                .hasMessageContaining("try again in");
        assertThat(Duration.between(START, now)).isLessThanOrEqualTo(PATIENCE.total());
        assertThat(teller.asked()).hasSizeLessThan(6);
    }

    @Test
    void pagesAreFollowedByTheirLinks() {
        // Given
        String next = "<" + teller.url() + "/things?page=2>; rel=\"next\", <" + teller.url() + "/x>; rel=\"last\"";
        teller.tells(200, Map.of("Link", next), "[1]");
        teller.tells(200, Map.of(), "[2]");

        // When
        List<Reply> replies = http.linkedPages(Call.get("things"));

        // Then
        assertThat(replies).extracting(Reply::text).containsExactly("[1]", "[2]");
        assertThat(teller.asked()).extracting(Teller.Asked::target).containsExactly("/things", "/things?page=2");
    }

    @Test
    void credentialsFollowNoLinkToAnotherHost() throws IOException {
        try (var other = new Teller()) {
            // Given
            teller.tells(302, Map.of("Location", other.url() + "/log"), "");
            teller.tells(200, Map.of("Link", "<" + other.url() + "/page>; rel=next"), "[]");

            // When
            http.send(Call.get("redirected"));
            assertThatThrownBy(() -> http.linkedPages(Call.get("linked")))
                    // Then
                    .hasMessageContaining("points to another host");
            assertThat(other.asked()).containsExactly(new Teller.Asked("GET", "/log", ""));
            assertThat(teller.asked()).extracting(Teller.Asked::authorization).containsOnly("Bearer secret");
        }
    }

    @Test
    void pathsAreEncodedSoThatNobodyLeavesThem() {
        // Given
        Call call = Call.get("repos", "../admin", "a b", "ü/#?").query("q", "a&b=c");

        // When
        http.send(call);

        // Then
        assertThat(teller.asked().getFirst().target()).isEqualTo("/repos/..%2Fadmin/a%20b/%C3%BC%2F%23%3F?q=a%26b%3Dc");
    }

    @Test
    void whatIsNoJsonIsAFailureOfTheHost() {
        // Given
        teller.tells(203, Map.of("Content-Type", "text/html"), "<html>Sign in");

        // When
        assertThatThrownBy(() -> http.send(Call.get("things")).json())
                // Then
                .isInstanceOf(HostException.Unavailable.class)
                .hasMessageContaining("something else than JSON");
    }

    @Test
    void anAnswerThatIsTooLargeIsNotAskedForAgain() {
        // Given
        teller.tells(200, Map.of(), "x".repeat((48 << 20) + 1));

        // When
        assertThatThrownBy(() -> http.send(Call.get("things")))
                // Then
                .isInstanceOf(HostException.Invalid.class)
                .hasMessageContaining("more than");
        assertThat(teller.asked()).hasSize(1);
    }
}
