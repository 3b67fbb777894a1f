package dev.millrace.modeldispatch.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.millrace.contracts.Digest;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.content.ContentCipher;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a real Redis; skipped, and said so, where none is installed. */
class RedisCacheTest {

    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
    private static final String OTHER_KEY = "BAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");
    private static final Digest REQUEST = Digest.of("request");
    private static final Buffer ANSWER = Buffer.buffer("{\"answer\":\"forty-two\"}");
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong nanos = new AtomicLong();

    @SuppressWarnings("NullAway.Init") // set before each test
    private RedisServer server;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Redis redis;

    @BeforeEach
    void start() {
        Optional<String> program = RedisServer.program();
        assumeTrue(program.isPresent(), "redis-server is not installed: apt-get install redis-server");
        server = RedisServer.start(program.orElseThrow());
        redis = Redis.createClient(vertx, server.url());
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void givesAnAnswerToTheSameTenantOnEachReplica() {
        // Given
        cache(KEY).keep(ACME, REQUEST, ANSWER, Duration.ofMinutes(1));
        RedisCache replica = cache(KEY);

        // Then
        await().untilAsserted(() -> assertThat(find(replica, ACME)).hasValue(ANSWER));
        assertThat(find(replica, OTHER)).isEmpty();
        assertThat(replica.find(ACME, Digest.of("another"))
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join())
                .isEmpty();
    }

    @Test
    void forgetsAnAnswerWhenItsTimeIsOver() {
        // Given
        RedisCache cache = cache(KEY);

        // When
        cache.keep(ACME, REQUEST, ANSWER, Duration.ofMillis(300));

        // Then
        await().untilAsserted(() -> assertThat(find(cache, ACME)).isPresent());
        await().untilAsserted(() -> assertThat(find(cache, ACME)).isEmpty());
    }

    @Test
    void showsNothingToWhoReadsRedis() {
        // Given
        RedisCache cache = cache(KEY);
        cache.keep(ACME, REQUEST, ANSWER, Duration.ofMinutes(1));
        await().untilAsserted(() -> assertThat(find(cache, ACME)).isPresent());

        // When
        Response keys = send(Request.cmd(Command.KEYS).arg("*"));
        String value =
                send(Request.cmd(Command.GET).arg(keys.get(0).toString())).toString();

        // Then
        assertThat(keys.size()).isEqualTo(1);
        assertThat(value).doesNotContain("forty-two");
        assertThat(find(cache(OTHER_KEY), ACME)).isEmpty();
    }

    @Test
    void givesNobodyWhatWasWrittenForAnother() {
        // Given
        RedisCache cache = cache(KEY);
        cache.keep(ACME, REQUEST, ANSWER, Duration.ofMinutes(1));
        await().untilAsserted(() -> assertThat(find(cache, ACME)).isPresent());
        String key = send(Request.cmd(Command.KEYS).arg("*")).get(0).toString();

        // When
        send(Request.cmd(Command.RENAME).arg(key).arg(key.replace("acme", "other")));

        // Then
        assertThat(find(cache, OTHER)).isEmpty();
    }

    @Test
    void keepsNothingThatIsTooLarge() {
        // Given
        RedisCache cache = cache(KEY);
        cache.keep(ACME, REQUEST, Buffer.buffer("x".repeat(1_001)), Duration.ofMinutes(1));

        // When
        cache.keep(ACME, Digest.of("small"), ANSWER, Duration.ofMinutes(1));

        // Then
        await().untilAsserted(() ->
                assertThat(send(Request.cmd(Command.DBSIZE)).toInteger()).isEqualTo(1));
        assertThat(find(cache, ACME)).isEmpty();
    }

    @Test
    void hasNothingWhileRedisIsAwayAndGoesOnWhenItIsBack() throws IOException {
        // Given
        RedisCache cache = cache(KEY);
        cache.keep(ACME, REQUEST, ANSWER, Duration.ofMinutes(1));
        await().untilAsserted(() -> assertThat(find(cache, ACME)).isPresent());

        // When
        server.close();

        // Then
        await().untilAsserted(() -> assertThat(find(cache, ACME)).isEmpty());
        cache.keep(ACME, REQUEST, ANSWER, Duration.ofMinutes(1));

        // When
        server.restart();

        // Then
        await().untilAsserted(() -> {
            nanos.addAndGet(PAUSE.toNanos());
            cache.keep(ACME, REQUEST, ANSWER, Duration.ofMinutes(1));
            assertThat(find(cache, ACME)).hasValue(ANSWER);
        });
    }

    @Test
    void leavesRedisAloneForAWhileAfterAFailure() throws IOException {
        // Given
        RedisCache cache = cache(KEY);
        server.close();
        find(cache, ACME);
        server.restart();

        // When
        cache.keep(ACME, REQUEST, ANSWER, Duration.ofMinutes(1));

        // Then
        assertThat(find(cache, ACME)).isEmpty();
        assertThat(send(Request.cmd(Command.DBSIZE)).toInteger()).isZero();
    }

    private RedisCache cache(String key) {
        return new RedisCache(
                Redis.createClient(vertx, server.url()),
                new ContentCipher(key),
                new RedisCache.Bounds(1_000, Duration.ofSeconds(2), PAUSE),
                nanos::get);
    }

    private static Optional<Buffer> find(RedisCache cache, TenantId tenant) {
        return cache.find(tenant, REQUEST)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private Response send(Request request) {
        return redis.send(request).toCompletionStage().toCompletableFuture().join();
    }
}
