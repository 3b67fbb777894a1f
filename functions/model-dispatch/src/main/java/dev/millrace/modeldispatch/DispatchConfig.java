package dev.millrace.modeldispatch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How calls are taken and passed on; who answers them is in the routing table. */
@ConfigMapping(prefix = "millrace.models")
public interface DispatchConfig {

    /** The routing table. */
    Path file();

    /** Bytes of one request. */
    @WithDefault("8388608")
    int largestBody();

    /** Bytes of all requests that are held at once; more are asked to come again. */
    @WithDefault("16777216")
    long heldBodies();

    /** Bytes of one answer that is not streamed, or of one event of a streamed one. */
    @WithDefault("16777216")
    int largestAnswer();

    /** Connections to one upstream. */
    @WithDefault("256")
    int connections();

    /** How long a connection that is not used stays open. */
    @WithDefault("PT15S")
    Duration keepAlive();

    /** Calls of one upstream, the first one included, before the next is asked. */
    @WithDefault("2")
    int tries();

    /** Before the second try; doubled before each further one. */
    @WithDefault("PT0.1S")
    Duration pause();

    /** Of answers that are kept for repetition, in bytes. */
    @WithDefault("16777216")
    long cacheBytes();

    Redis redis();

    Breaker breaker();

    Estimate estimate();

    Events events();

    /** Where replicas share the answers that are kept for repetition. */
    interface Redis {

        /** Such as {@code redis://:password@redis:6379/0}; without it each replica keeps its own. */
        Optional<String> url();

        /** Of one answer, in bytes; larger ones are not kept. */
        @WithDefault("1048576")
        int largest();

        /** For Redis to answer; then the model is asked. */
        @WithDefault("PT0.25S")
        Duration patience();
    }

    /** When an upstream is left alone. */
    interface Breaker {

        /** Failures in a row. */
        @WithDefault("5")
        int failures();

        @WithDefault("PT10S")
        Duration pause();
    }

    /** The most that a request can use, before anybody has counted. */
    interface Estimate {

        /** Of the request in UTF-8, for one token. */
        @WithDefault("2")
        int bytesPerToken();

        @WithDefault("8")
        int tokensPerMessage();

        /** For an image, a sound or a file, whose bytes say little. */
        @WithDefault("4096")
        int tokensPerAttachment();
    }

    /** Calls that come as events. */
    interface Events {

        /** How long one delivery may work before another may try; longer than the service's timeout. */
        @WithDefault("PT330S")
        Duration lease();

        /** How long the content store keeps an answer. */
        @WithDefault("P30D")
        Duration keep();
    }
}
