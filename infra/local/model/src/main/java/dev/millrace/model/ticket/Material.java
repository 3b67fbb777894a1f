package dev.millrace.model.ticket;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a prompt of the ticket's workflow has in its fences, by the line above each.
 *
 * @param rest everything outside the fences
 */
public record Material(Map<String, String> fences, String rest) {

    private static final String TICKET = "The ticket";
    private static final String FILE = "File ";
    private static final String DONE = "Edits of these files that are done already";
    private static final int SHORTEST_FENCE = 3;

    public Material {
        fences = Map.copyOf(fences);
    }

    public static Material in(String prompt) {
        var fences = new HashMap<String, String>();
        var rest = new StringBuilder();
        List<String> lines = prompt.lines().toList();
        int i = 0;
        while (i < lines.size()) {
            int end = isTitle(lines, i) ? lines.subList(i + 2, lines.size()).indexOf(lines.get(i + 1)) : -1;
            if (end >= 0) {
                String text = String.join("\n", lines.subList(i + 2, i + 2 + end));
                fences.putIfAbsent(lines.get(i), text.isEmpty() ? "" : text + "\n");
                i += end + 3;
            } else {
                rest.append(lines.get(i)).append('\n');
                i++;
            }
        }
        return new Material(fences, rest.toString());
    }

    private static boolean isTitle(List<String> lines, int i) {
        return i + 1 < lines.size()
                && lines.get(i + 1).length() >= SHORTEST_FENCE
                && lines.get(i + 1).chars().allMatch(c -> c == '`');
    }

    public Optional<String> ticket() {
        return Optional.ofNullable(fences.get(TICKET));
    }

    /** The text of a file of the repository, where the prompt shows it. */
    public Optional<String> file(String path) {
        return Optional.ofNullable(fences.get(FILE + path));
    }

    /** Whether a first attempt has been made, whose build failed. */
    public boolean isRepair() {
        return fences.containsKey(DONE);
    }

    public boolean asksForEdits() {
        return rest.contains("\"edits\"");
    }
}
