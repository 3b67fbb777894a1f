package dev.millrace.docsupdate.page;

import static dev.millrace.docsupdate.change.Commits.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.codehosts.Repositories.Commit;
import dev.millrace.docsupdate.change.Commits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class HumanEditsTest {

    private static final List<String> MESSAGES = List.of(
            "feat: sell %d", "fix: count %d", "perf: haste %d", "remove: old %d", "security: lock %d", "chore: %d");
    private static final List<String> LINES = List.of(
            "- item %d", "text %d", "### Heading %d", "#### Deep %d", "<b>html %d</b>", "| table %d |", "```code %d");
    private static final String README = """
            # Shop

            <!-- millrace:version -->
            <!-- /millrace:version -->

            <!-- millrace:changes -->
            mine alone
            <!-- /millrace:changes -->
            """;

    @Property(tries = 200)
    void noLineOfPeoplesIsLostAndTheSameAgainChangesNothing(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 8) int commits,
            @ForAll @IntRange(min = 1, max = 10) int edits,
            @ForAll boolean released) {
        // Given
        var random = new Random(seed);
        var desk = new Desk();
        desk.files.put("README.md", README);
        List<String> messages = new ArrayList<>(List.of("feat: first"));
        addTo(messages, random, commits);
        desk.update(history(messages), Map.of());
        List<String> written = edit(desk, random, edits);
        Map<String, String> tags = released ? Map.of("v1.0.0", id("c" + messages.size())) : Map.of();
        addTo(messages, random, commits);

        // When
        desk.update(history(messages), tags);

        // Then
        String all = String.join("\n", desk.files.values());
        assertThat(all.lines().map(String::strip)).containsAll(written);
        assertThat(all).contains("mine alone");
        assertThat(desk.update(history(messages), tags)).isEmpty();
    }

    private static List<Commit> history(List<String> messages) {
        return Commits.line(messages.toArray(String[]::new));
    }

    private static void addTo(List<String> messages, Random random, int commits) {
        for (int i = 0; i < commits; i++) {
            messages.add(MESSAGES.get(random.nextInt(MESSAGES.size())).formatted(messages.size()));
        }
    }

    /** @return the lines that people wrote and left */
    private static List<String> edit(Desk desk, Random random, int edits) {
        List<String> paths = List.copyOf(desk.files.keySet());
        List<String> written = new ArrayList<>();
        for (int i = 0; i < edits; i++) {
            String path = paths.get(random.nextInt(paths.size()));
            List<String> lines = new ArrayList<>(desk.file(path).lines().toList());
            int at = random.nextInt(lines.size() + 1);
            String line = LINES.get(random.nextInt(LINES.size())).formatted(i);
            boolean generated = at < lines.size() && lines.get(at).startsWith("- ") && !written.contains(lines.get(at));
            if (generated && random.nextInt(3) == 0) {
                lines.remove(at);
            } else if (generated && random.nextBoolean()) {
                lines.set(at, line);
                written.add(line);
            } else {
                lines.add(at, line);
                written.add(line);
            }
            desk.files.put(path, String.join("\n", lines) + "\n");
        }
        return written;
    }
}
