package dev.millrace.durable.prompt;

/** Markdown code fences that are longer than any run of backticks in what they hold. */
final class Fence {

    private static final int SHORTEST = 3;

    private Fence() {}

    static String around(String title, String text) {
        String ticks = "`".repeat(Math.max(SHORTEST, longestRun(text) + 1));
        return title.lines().findFirst().orElse("").replace('`', '\'') + "\n" + ticks + "\n" + text
                + (text.endsWith("\n") ? "" : "\n") + ticks + "\n\n";
    }

    private static int longestRun(String text) {
        int longest = 0;
        int run = 0;
        for (int i = 0; i < text.length(); i++) {
            run = text.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest;
    }
}
