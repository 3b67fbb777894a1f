package dev.millrace.codehosts.gitlab;

import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.HostException.Conflict;
import dev.millrace.codehosts.http.Call;
import dev.millrace.codehosts.http.HostErrors;
import dev.millrace.codehosts.http.Reply;
import java.util.Locale;
import java.util.regex.Pattern;

/** What GitLab means. It says most with 400 and a sentence. */
final class GitlabErrors {

    private static final Pattern BRANCH_EXISTS = Pattern.compile("branch called .* already exists");
    private static final Pattern MOVED =
            Pattern.compile("since you started editing it|refresh and try again|when you are on a branch");
    private static final Pattern PROTECTED =
            Pattern.compile("protected branch|not allowed to|have push access|remove head branch");
    private static final Pattern NO_PIPELINE =
            Pattern.compile("missing ci config|no stages|will not run|filtered out|pipelines are disabled");

    private GitlabErrors() {}

    static HostException of(Call call, Reply reply) {
        String said = reply.complaint();
        String message = call + " was answered " + reply.status() + (said.isEmpty() ? "" : ": " + said);
        String sentence = said.toLowerCase(Locale.ROOT);
        return switch (reply.status()) {
            case 400 -> refused(message, sentence, HostErrors.byStatus(call, reply));
            case 405 -> new HostException.Forbidden(message);
            case 409 ->
                new Conflict(sentence.contains("already exists") ? Conflict.Kind.EXISTS : Conflict.Kind.MOVED, message);
            case 422 ->
                sentence.contains("cannot be merged")
                        ? new Conflict(Conflict.Kind.MERGE, message)
                        : HostErrors.byStatus(call, reply);
            default -> HostErrors.byStatus(call, reply);
        };
    }

    private static HostException refused(String message, String sentence, HostException otherwise) {
        if (BRANCH_EXISTS.matcher(sentence).find()) {
            return new Conflict(Conflict.Kind.EXISTS, message);
        }
        if (MOVED.matcher(sentence).find()) {
            return new Conflict(Conflict.Kind.MOVED, message);
        }
        if (NO_PIPELINE.matcher(sentence).find()) {
            return new HostException.Unsupported(message, "add a .gitlab-ci.yml whose rules let it run");
        }
        if (sentence.contains("reference not found")) {
            return new HostException.NotFound(message);
        }
        return PROTECTED.matcher(sentence).find() ? new HostException.Forbidden(message) : otherwise;
    }
}
