package dev.millrace.durable.prompt;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes the plan out of an answer: Markdown, without a fence around all of it, no longer than people would read. */
public final class PlanReader {

    private static final int LONGEST = 64_000;
    private static final Pattern FENCED = Pattern.compile("\\A\\s*(`{3,})(?:markdown|md)?[ \\t]*\\R(.*)\\R\\1\\s*\\z", Pattern.DOTALL);

    private PlanReader() {}

    public static ChatAnswer read(String answer) {
        if (answer.length() > LONGEST) {
            return new ChatAnswer.Unreadable("The plan is too long. One page is enough.");
        }
        Matcher fenced = FENCED.matcher(answer);
        String plan = (fenced.matches() ? fenced.group(2) : answer).replace("\0", "").strip();
        return plan.isEmpty() ? new ChatAnswer.Unreadable("The plan is empty.") : new ChatAnswer.Text(plan);
    }
}
