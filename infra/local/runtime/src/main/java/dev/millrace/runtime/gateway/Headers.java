package dev.millrace.runtime.gateway;

import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Which header fields pass the door. */
final class Headers {

    /** Fields that concern one connection only (RFC 9110 section 7.6.1). */
    private static final Set<String> HOP_BY_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-connection",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    /** Fields that only the door itself may say, and those that it answers itself. */
    private static final Set<String> OURS = Set.of("host", "forwarded", "x-real-ip", "expect", "content-length");

    private Headers() {}

    /** Copies what a function may see of a request: not what a sender could only say to deceive. */
    static void copyRequest(MultiMap from, MultiMap to) {
        Set<String> connection = connectionOptions(from);
        from.forEach((name, value) -> {
            String field = name.toLowerCase(Locale.ROOT);
            boolean forged = field.startsWith("x-forwarded-") || field.startsWith("k-") || field.startsWith("knative-");
            if (!HOP_BY_HOP.contains(field) && !OURS.contains(field) && !connection.contains(field) && !forged) {
                to.add(name, value);
            }
        });
    }

    /** Copies what a client may see of an answer. */
    static void copyResponse(MultiMap from, MultiMap to) {
        Set<String> connection = connectionOptions(from);
        from.forEach((name, value) -> {
            String field = name.toLowerCase(Locale.ROOT);
            if (!HOP_BY_HOP.contains(field) && !connection.contains(field)) {
                to.add(name, value);
            }
        });
    }

    private static Set<String> connectionOptions(MultiMap headers) {
        var options = new HashSet<String>();
        for (String line : headers.getAll("connection")) {
            for (String option : line.split(",", -1)) {
                options.add(option.strip().toLowerCase(Locale.ROOT));
            }
        }
        return options;
    }
}
