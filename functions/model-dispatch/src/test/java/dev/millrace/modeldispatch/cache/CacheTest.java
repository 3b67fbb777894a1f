package dev.millrace.modeldispatch.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.Digest;
import dev.millrace.contracts.TenantId;
import dev.millrace.modeldispatch.Json;
import dev.millrace.modeldispatch.route.Operation;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheTest {

    private static final TenantId ACME = new TenantId("acme");

    private final AtomicLong nanos = new AtomicLong();
    private final MemoryCache cache = new MemoryCache(10_000, nanos::get);

    @Test
    void forgetsAnAnswerWhenItsTimeIsOver() {
        // Given
        Digest request = Digest.of("request");
        cache.keep(ACME, request, Buffer.buffer("answer"), Duration.ofMinutes(1));
        assertThat(cache.find(ACME, request).result()).hasValue(Buffer.buffer("answer"));
        assertThat(cache.find(new TenantId("other"), request).result()).isEmpty();

        // When
        nanos.addAndGet(Duration.ofSeconds(61).toNanos());

        // Then
        assertThat(cache.find(ACME, request).result()).isEmpty();
    }

    @Test
    void keepsNoMoreBytesThanAllowed() {
        // When
        IntStream.range(0, 100)
                .forEach(i ->
                        cache.keep(ACME, Digest.of("r" + i), Buffer.buffer("x".repeat(1000)), Duration.ofHours(1)));

        // Then
        long kept = IntStream.range(0, 100)
                .filter(i -> cache.find(ACME, Digest.of("r" + i)).result().isPresent())
                .count();
        assertThat(kept).isBetween(1L, 6L);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"a":1,"b":{"c":2,"d":3}} | {"b":{"d":3,"c":2},"a":1}  | true
        {"a":1}                   | {"a":1,"stream":true}      | true
        {"a":1}                   | {"a":2}                    | false
        {"a":["b","c"]}           | {"a":["bc"]}               | false
        {"a":["b","c"]}           | {"a":["c","b"]}            | false
        {"a":{"b":"c"}}           | {"a":["b","c"]}            | false
        {"a":1}                   | {"a":"1"}                  | false
        """)
    void knowsWhichRequestsAreTheSame(String one, String other, boolean same) {
        // When
        Digest first = RequestDigest.of(Operation.CHAT, "m", Json.object(one).orElseThrow());
        Digest second = RequestDigest.of(Operation.CHAT, "m", Json.object(other).orElseThrow());

        // Then
        assertThat(first.equals(second)).isEqualTo(same);
    }
}
