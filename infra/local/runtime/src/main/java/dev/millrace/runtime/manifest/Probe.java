package dev.millrace.runtime.manifest;

import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes probe: either the port accepts a connection, or a path answers 2xx or 3xx. The local runtime asks much
 * more often than {@code periodSeconds} while an instance starts.
 */
public record Probe(
        @Nullable TcpSocket tcpSocket,
        @Nullable HttpGet httpGet,
        @Nullable Integer initialDelaySeconds,
        @Nullable Integer periodSeconds,
        @Nullable Integer timeoutSeconds,
        @Nullable Integer successThreshold,
        @Nullable Integer failureThreshold) {

    public Probe {
        Expect.that((tcpSocket == null) != (httpGet == null), "a probe must be exactly one of tcpSocket and httpGet");
        Expect.that(
                successThreshold == null || successThreshold == 1,
                "successThreshold must be 1: the local runtime believes the first success");
        Expect.that(periodSeconds == null || periodSeconds >= 0, "periodSeconds must not be negative");
        Expect.that(timeoutSeconds == null || timeoutSeconds >= 1, "timeoutSeconds must be at least 1");
        Expect.that(failureThreshold == null || failureThreshold >= 1, "failureThreshold must be at least 1");
        Expect.that(
                initialDelaySeconds == null || initialDelaySeconds >= 0, "initialDelaySeconds must not be negative");
    }

    /** Seconds between two questions; Kubernetes' default is 10. */
    public int everySeconds() {
        return periodSeconds == null || periodSeconds == 0 ? 10 : periodSeconds;
    }

    /** Failures in a row that mean no; Kubernetes' default is 3. */
    public int toleratedFailures() {
        return failureThreshold == null ? 3 : failureThreshold;
    }

    int delay() {
        return initialDelaySeconds == null ? 0 : initialDelaySeconds;
    }

    /** The port that the manifest names, null when it names none or, as Knative allows, 0. */
    @Nullable
    Integer port() {
        Integer port = tcpSocket != null ? tcpSocket.port() : httpGet != null ? httpGet.port() : null;
        return port == null || port == 0 ? null : port;
    }

    /** The port accepts a connection. */
    public record TcpSocket(@Nullable Integer port) {}

    /** A path answers. */
    public record HttpGet(
            String path, @Nullable Integer port, @Nullable String scheme) {

        public HttpGet {
            path = path == null ? "/" : path;
            Expect.that(path.matches("/[!-~]*"), "httpGet.path must start with / and hold no spaces, not " + path);
            Expect.that(scheme == null || scheme.equals("HTTP"), "httpGet.scheme must be HTTP, not " + scheme);
        }
    }
}
