package dev.millrace.durable.prompt;

import java.util.List;
import java.util.Set;

/** Takes the plan out of an answer: Markdown, without a fence around all of it, no longer than people would read. */
public final class PlanReader {

    private static final int LONGEST = 64_000;
    private static final int SHORTEST_FENCE = 3;
    private static final Set<String> MARKDOWN = Set.of("markdown", "md");

    private PlanReader() {}

    public static ChatAnswer read(String answer) {
        if (answer.length() > LONGEST) {
            return new ChatAnswer.Unreadable("The plan is too long. One page is enough.");
        }
        String plan = unfenced(answer.replace("\0", "").strip()).strip();
        return plan.isEmpty() ? new ChatAnswer.Unreadable("The plan is empty.") : new ChatAnswer.Text(plan);
    }

    private static String unfenced(String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() < 2 || !lines.getFirst().startsWith(lines.getLast())) {
            return text;
        }
        String fence = lines.getLast();
        String label = lines.getFirst().substring(fence.length()).strip();
        List<String> inner = lines.subList(1, lines.size() - 1);
        boolean isFence = fence.length() >= SHORTEST_FENCE && fence.chars().allMatch(c -> c == '`');
        boolean aroundAll =
                label.isEmpty() ? inner.stream().noneMatch(line -> line.startsWith(fence)) : MARKDOWN.contains(label);
        return isFence && aroundAll ? String.join("\n", inner) : text;
    }
}
