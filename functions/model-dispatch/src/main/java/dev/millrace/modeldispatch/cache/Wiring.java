package dev.millrace.modeldispatch.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.millrace.contracts.content.ContentCipher;
import dev.millrace.modeldispatch.DispatchConfig;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Chooses where answers are kept: in the Redis that is configured, else in each replica. */
@Singleton
class Wiring {

    private static final Logger LOG = Logger.getLogger(Wiring.class);
    private static final int CONNECTIONS = 8;
    private static final int WAITING = 256;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    @Produces
    @Singleton
    AnswerCache cache(
            Vertx vertx, DispatchConfig settings, @ConfigProperty(name = "millrace.content.key") Optional<String> key) {
        Optional<String> url = settings.redis().url().filter(address -> !address.isBlank());
        if (url.isPresent() && key.isPresent()) {
            return redis(vertx, url.get(), key.get(), settings.redis());
        }
        if (url.isPresent()) {
            LOG.warn(
                    "Answers are not kept in Redis, since millrace.content.key, which encrypts them there, is not set");
        }
        return new MemoryCache(settings.cacheBytes(), Ticker.systemTicker());
    }

    static RedisCache redis(Vertx vertx, String url, String key, DispatchConfig.Redis settings) {
        int patience = (int) settings.patience().toMillis();
        var options = new RedisOptions()
                .setConnectionString(url)
                .setNetClientOptions(new NetClientOptions().setConnectTimeout(Math.max(1, patience)))
                .setMaxPoolSize(CONNECTIONS)
                .setMaxPoolWaiting(WAITING);
        return new RedisCache(
                Redis.createClient(vertx, options),
                new ContentCipher(key),
                new RedisCache.Bounds(settings.largest(), settings.patience(), PAUSE),
                System::nanoTime);
    }
}
