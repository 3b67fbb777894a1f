package dev.millrace.modeldispatch.admission.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.tenant.Limits;
import dev.millrace.modeldispatch.admission.limit.Throttle.Passage;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private static final Limits TEN_TOKENS = new Limits(null, 10L, null);

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Throttle throttle = new Throttle(nanos::get);

    @Test
    void letsAsManyRequestsPassInAMinuteAsTheLimitSays() {
        // Given
        var limits = new Limits(2L, null, null);

        // Then
        assertThat(enter(limits, 0)).isInstanceOf(Passage.Open.class);
        assertThat(enter(limits, 0)).isInstanceOf(Passage.Open.class);
        assertThat(enter(limits, 0)).isInstanceOfSatisfying(Passage.Shut.class, shut -> {
            assertThat(shut.retryAfter()).isEqualTo(Duration.ofSeconds(30));
            assertThat(shut.headers()).containsEntry("Retry-After", "30");
            assertThat(shut.sentence())
                    .isEqualTo("The limit of the tenant's requests per minute (2) is reached. Try again in 30 s.");
        });
        advance(Duration.ofSeconds(30));
        assertThat(enter(limits, 0)).isInstanceOf(Passage.Open.class);
        assertThat(enter(limits, 0)).isInstanceOf(Passage.Shut.class);
    }

    @Test
    void correctsTokensWhenACallEnds() {
        // Given
        Passage.Open open = open(enter(TEN_TOKENS, 8));
        assertThat(enter(TEN_TOKENS, 8)).isInstanceOf(Passage.Shut.class);

        // When
        throttle.settle(open, 2);

        // Then
        assertThat(enter(TEN_TOKENS, 8)).isInstanceOf(Passage.Open.class);
        assertThat(enter(TEN_TOKENS, 1)).isInstanceOf(Passage.Shut.class);
    }

    @Test
    void owesWhatACallUsedAboveItsWorstCase() {
        // Given
        throttle.settle(open(enter(TEN_TOKENS, 10)), 20);

        // When
        advance(Duration.ofSeconds(60));

        // Then
        assertThat(enter(TEN_TOKENS, 1)).isInstanceOf(Passage.Shut.class);
        advance(Duration.ofSeconds(6));
        assertThat(enter(TEN_TOKENS, 1)).isInstanceOf(Passage.Open.class);
    }

    @Test
    void givesEverythingBackForACallThatWasNotMade() {
        // Given
        var limits = new Limits(1L, 10L, 1L);

        // When
        throttle.release(open(enter(limits, 10)));

        // Then
        assertThat(enter(limits, 10)).isInstanceOf(Passage.Open.class);
    }

    @Test
    void saysWhenACallNeverFits() {
        assertThat(enter(TEN_TOKENS, 11)).isInstanceOfSatisfying(Passage.Shut.class, shut -> {
            assertThat(shut.retryAfter()).isNull();
            assertThat(shut.headers()).doesNotContainKey("Retry-After");
            assertThat(shut.sentence()).contains("may use 11 tokens", "(10) will ever allow", "max_tokens");
        });
    }

    @Test
    void boundsCallsAtTheSameTime() {
        // Given
        var limits = new Limits(null, null, 1L);
        Passage.Open first = open(enter(limits, 0));

        // Then
        assertThat(enter(limits, 0)).isInstanceOf(Passage.Shut.class);
        throttle.settle(first, 0);
        assertThat(enter(limits, 0)).isInstanceOf(Passage.Open.class);
    }

    @Test
    void boundsEachKeyAndTakesNothingFromTheTenantWhenTheKeyIsShut() {
        // Given
        var tenant = new Limits(2L, null, null);
        var key = new Limits(1L, null, null);
        throttle.enter(tenant, "ci", key, 0);
        assertThat(throttle.enter(tenant, "ci", key, 0)).isInstanceOf(Passage.Shut.class);

        // When
        Passage other = throttle.enter(tenant, "app", key, 0);

        // Then
        assertThat(other).isInstanceOf(Passage.Open.class);
    }

    @Test
    void describesWhatIsLeft() {
        // Given
        var tenant = new Limits(60L, 1_000L, null);
        var key = new Limits(null, null, 4L);

        // When
        Passage.Open open = open(throttle.enter(tenant, "ci", key, 250));

        // Then
        assertThat(throttle.headers(open))
                .isEqualTo(Map.of(
                        "RateLimit-Policy",
                        "\"tenant-requests\";q=60;w=60, \"tenant-tokens\";q=1000;w=60;qu=\"tokens\","
                                + " \"key-concurrency\";q=4;qu=\"concurrent-requests\"",
                        "RateLimit",
                        "\"tenant-requests\";r=59;t=1, \"tenant-tokens\";r=750;t=15, \"key-concurrency\";r=3"));
    }

    @Test
    void saysNothingWithoutLimits() {
        assertThat(throttle.headers(open(enter(Limits.NONE, 5)))).isEmpty();
    }

    @Test
    void followsLimitsThatChange() {
        // Given
        enter(new Limits(1L, null, null), 0);
        assertThat(enter(new Limits(1L, null, null), 0)).isInstanceOf(Passage.Shut.class);

        // Then
        assertThat(enter(Limits.NONE, 0)).isInstanceOf(Passage.Open.class);
        assertThat(enter(new Limits(2L, null, null), 0)).isInstanceOf(Passage.Open.class);
    }

    private Passage enter(Limits tenant, long tokens) {
        return throttle.enter(tenant, null, Limits.NONE, tokens);
    }

    private static Passage.Open open(@Nullable Passage passage) {
        if (passage instanceof Passage.Open open) {
            return open;
        }
        throw new AssertionError("Shut: " + passage);
    }

    private void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
