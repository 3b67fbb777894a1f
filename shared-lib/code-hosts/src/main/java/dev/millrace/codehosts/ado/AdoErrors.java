package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.HostException.Conflict;
import dev.millrace.codehosts.http.Call;
import dev.millrace.codehosts.http.HostErrors;
import dev.millrace.codehosts.http.Reply;

/** What a refusal means: its {@code typeKey} says more than its status. */
final class AdoErrors {

    private AdoErrors() {}

    static HostException of(Call call, Reply reply) {
        if (reply.status() == 302) {
            return signIn(call);
        }
        JsonNode body = body(reply);
        String said = call + " was answered: " + body.path("message").asText("");
        return switch (body.path("typeKey").asText("")) {
            case "GitReferenceStaleException",
                    "GitPullRequestStaleException",
                    "GitPullRequestNotEditableException",
                    "WorkItemRevisionMismatchException" -> new Conflict(Conflict.Kind.MOVED, said);
            case "GitPullRequestExistsException" -> new Conflict(Conflict.Kind.EXISTS, said);
            case "GitRefUpdateRejectedByPolicyException",
                    "GitPullRequestUpdateRejectedByPolicyException",
                    "GitPullRequestDraftCannotCompleteException" -> new HostException.Forbidden(said);
            default -> HostErrors.byStatus(call, reply);
        };
    }

    static HostException signIn(Call call) {
        return new HostException.Forbidden(
                call + " was answered with a page to sign in: the credentials are not valid");
    }

    private static JsonNode body(Reply reply) {
        try {
            return reply.json();
        } catch (HostException.Unavailable e) {
            return MissingNode.getInstance();
        }
    }
}
