package dev.millrace.codehosts.http;

import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.HostException.Conflict;

/** What an answer other than 2xx means. */
@FunctionalInterface
public interface HostErrors {

    HostException of(Call call, Reply reply);

    /** By the status alone (RFC 9110 section 15). */
    static HostException byStatus(Call call, Reply reply) {
        String said = reply.complaint();
        String message = call + " was answered " + reply.status() + (said.isEmpty() ? "" : ": " + said);
        return switch (reply.status()) {
            case 401, 403 -> new HostException.Forbidden(message);
            case 404, 410 -> new HostException.NotFound(message);
            case 409, 412 -> new Conflict(Conflict.Kind.MOVED, message);
            case 501 -> new HostException.Unsupported(message, "use a host or a plan that has it");
            default ->
                reply.status() >= 500 || reply.status() < 400
                        ? new HostException.Unavailable(message, null)
                        : new HostException.Invalid(message);
        };
    }
}
