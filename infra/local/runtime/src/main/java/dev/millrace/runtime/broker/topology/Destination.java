package dev.millrace.runtime.broker.topology;

import java.net.URI;

/** Where events are sent. */
public sealed interface Destination {

    /** The address as a cluster knows it. */
    String url();

    /** A Knative Service. */
    record Service(String name, String namespace) implements Destination {

        @Override
        public String url() {
            return "http://" + name + "." + namespace + ".svc.cluster.local";
        }
    }

    /** Something else on this machine, by plain HTTP. */
    record Address(URI uri) implements Destination {

        public Address {
            String host = uri.getHost();
            boolean loopback =
                    host != null && (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]"));
            if (!"http".equals(uri.getScheme()) || !loopback) {
                throw new IllegalArgumentException(
                        "the local broker sends to http:// addresses of this machine only, not to " + uri);
            }
        }

        @Override
        public String url() {
            return uri.toString();
        }

        public int port() {
            return uri.getPort() < 0 ? 80 : uri.getPort();
        }

        /** Path and query as the request line wants them. */
        public String target() {
            String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        }
    }
}
