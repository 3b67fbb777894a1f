package dev.millrace.prwriter.draft;

import dev.millrace.codehosts.Repositories.Author;
import dev.millrace.codehosts.Repositories.Commit;
import dev.millrace.contracts.EventId;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A message with the trailers by which a commit is known again as the answer to a request, and signed off (Developer
 * Certificate of Origin 1.1).
 */
record CommitMessage(String text) {

    private static final String REQUEST = "Millrace-Request: ";
    private static final Pattern REQUEST_LINE = Pattern.compile("(?m)^" + REQUEST + "(\\S+)$");
    private static final int LONGEST_SUBJECT = 120;

    static CommitMessage of(String message, List<String> trailers, EventId request, Author author) {
        String subject = message.lines().findFirst().orElse("").strip();
        String shown = subject.length() <= LONGEST_SUBJECT ? subject : subject.substring(0, LONGEST_SUBJECT - 1) + "…";
        String rest = message.lines()
                .skip(1)
                .reduce("", (all, line) -> all + "\n" + line)
                .strip();
        return new CommitMessage((shown.isEmpty() ? "Change files" : shown)
                + (rest.isEmpty() ? "" : "\n\n" + rest)
                + "\n\n"
                + String.join(
                        "", trailers.stream().map(trailer -> trailer + "\n").toList())
                + REQUEST + request.value() + "\n"
                + "Signed-off-by: " + author.name() + " <" + author.email() + ">");
    }

    /** Whether a commit was made for a request. */
    static boolean answers(Commit commit, EventId request) {
        Matcher line = REQUEST_LINE.matcher(commit.message().replace("\r", ""));
        return line.find() && line.group(1).equals(request.value());
    }
}
