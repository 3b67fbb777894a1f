package dev.millrace.codehosts.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.HostException.Conflict;
import dev.millrace.codehosts.http.Call;
import dev.millrace.codehosts.http.HostErrors;
import dev.millrace.codehosts.http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What GitHub's refusals mean. The status is often 405, 409 or 422 for several reasons, which only the message tells
 * apart.
 */
final class GithubErrors {

    private static final Pattern EXISTS = says("already exists");
    private static final Pattern MOVED =
            says("not a fast[ -]forward|head branch was modified|base branch was modified|does not match");
    private static final Pattern UNMERGED = says("merge conflict");
    private static final Pattern MISSING =
            says("no commit found|reference does not exist|no ref found|repository is empty");
    private static final Pattern POLICY = says("rule violation|protected|through a pull request|merge queue"
            + "|required status check|status check|approving review|review is required|changes? requested"
            + "|still a draft|not allowed|verified signature|not authorized");
    private static final Pattern NO_DRAFTS = says("draft pull requests are not supported");
    private static final Pattern NO_DISPATCH = says("workflow_dispatch|disabled workflow");
    private static final Pattern TOO_LARGE = says("too.large");

    private GithubErrors() {}

    /** A {@link HostErrors}. */
    static HostException of(Call call, Reply reply) {
        String said = said(reply);
        String message = call + " was answered " + reply.status() + (said.isEmpty() ? "" : ": " + said);
        return switch (reply.status()) {
            case 403 ->
                TOO_LARGE.matcher(said).find()
                        ? new HostException.Invalid(message)
                        : new HostException.Forbidden(message);
            case 405 ->
                call.target().endsWith("/merge") ? unmergeable(said, message) : HostErrors.byStatus(call, reply);
            case 409, 422 -> refusal(reply.status(), said, message);
            case 451 -> new HostException.Forbidden(message);
            default -> HostErrors.byStatus(call, reply);
        };
    }

    private static HostException unmergeable(String said, String message) {
        if (MOVED.matcher(said).find()) {
            return new Conflict(Conflict.Kind.MOVED, message);
        }
        return POLICY.matcher(said).find()
                ? new HostException.Forbidden(message)
                : new Conflict(Conflict.Kind.MERGE, message);
    }

    private static HostException refusal(int status, String said, String message) {
        if (EXISTS.matcher(said).find()) {
            return new Conflict(Conflict.Kind.EXISTS, message);
        }
        if (MOVED.matcher(said).find()) {
            return new Conflict(Conflict.Kind.MOVED, message);
        }
        if (UNMERGED.matcher(said).find()) {
            return new Conflict(Conflict.Kind.MERGE, message);
        }
        if (MISSING.matcher(said).find()) {
            return new HostException.NotFound(message);
        }
        if (NO_DRAFTS.matcher(said).find()) {
            return new HostException.Unsupported(message, "use a plan that has draft pull requests");
        }
        if (NO_DISPATCH.matcher(said).find()) {
            return new HostException.Unsupported(message, "add 'workflow_dispatch:' to the workflow's 'on:'");
        }
        if (POLICY.matcher(said).find()) {
            return new HostException.Forbidden(message);
        }
        return status == 409 ? new Conflict(Conflict.Kind.MOVED, message) : new HostException.Invalid(message);
    }

    /** The message and those of its details, in one line. */
    private static String said(Reply reply) {
        JsonNode body;
        try {
            body = reply.json();
        } catch (HostException.Unavailable e) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        parts.add(Json.orEmpty(body, "message"));
        body.path("errors").forEach(error -> parts.add(detail(error)));
        parts.removeIf(String::isEmpty);
        String text = String.join("; ", parts);
        return text.length() > 500 ? text.substring(0, 500) : text;
    }

    private static String detail(JsonNode error) {
        if (error.isTextual()) {
            return error.asText();
        }
        String message = Json.text(error, "message");
        return message != null ? message : (Json.orEmpty(error, "field") + " " + Json.orEmpty(error, "code")).strip();
    }

    private static Pattern says(String words) {
        return Pattern.compile(words, Pattern.CASE_INSENSITIVE);
    }
}
