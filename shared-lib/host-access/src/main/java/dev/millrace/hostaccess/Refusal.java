package dev.millrace.hostaccess;

import dev.millrace.codehosts.HostException;
import dev.millrace.contracts.HostRefusal;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;

/** Why a command is not carried out, as its reply says it. */
public record Refusal(HostRefusal reason, String detail) {

    /**
     * A host's "no".
     *
     * @throws ProblemException 503 for what may go well later
     */
    public static Refusal of(HostException no) {
        HostRefusal reason = switch (no) {
            case HostException.NotFound notFound -> HostRefusal.NOT_FOUND;
            case HostException.Forbidden forbidden -> HostRefusal.FORBIDDEN;
            case HostException.Conflict conflict ->
                conflict.kind() == HostException.Conflict.Kind.MERGE ? HostRefusal.CONFLICT : HostRefusal.MOVED;
            case HostException.Invalid invalid -> HostRefusal.INVALID;
            case HostException.Unsupported unsupported -> HostRefusal.UNSUPPORTED;
            case HostException.RateLimited limited -> throw later(limited);
            case HostException.Unavailable unavailable -> throw later(unavailable);
        };
        return new Refusal(reason, String.valueOf(no.getMessage()));
    }

    private static ProblemException later(HostException no) {
        return new ProblemException(
                Problem.unavailable("The code host does not answer as it should: " + no.getMessage()));
    }
}
