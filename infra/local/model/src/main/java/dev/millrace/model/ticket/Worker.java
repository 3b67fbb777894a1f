package dev.millrace.model.ticket;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Answers the questions of the ticket's workflow: for a plan, for edits, for a repair. */
public final class Worker {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_NAME = 60;

    private final Material material;
    private final Instructions instructions;
    private final String ticket;
    /** The files as the edits leave them; null where a file is gone. */
    private final Map<String, @Nullable String> files = new LinkedHashMap<>();

    private Worker(Material material, String ticket) {
        this.material = material;
        this.ticket = ticket;
        this.instructions = Instructions.in(ticket);
    }

    /** @return empty when the prompt holds no ticket */
    public static Optional<String> answer(String prompt) {
        Material material = Material.in(prompt);
        return material.ticket().map(ticket -> {
            var worker = new Worker(material, ticket);
            return material.asksForEdits() ? worker.edits() : worker.plan();
        });
    }

    private String plan() {
        var plan = new StringBuilder("The stand-in for a model plans what the ticket says in so many words:\n\n");
        if (instructions.isEmpty()) {
            plan.append("- keep the ticket's text in `")
                    .append(notePath())
                    .append("`, because it holds none of the")
                    .append(" instructions that the stand-in understands (replace, add, delete, create)\n");
        }
        instructions
                .lasting()
                .forEach(each -> plan.append("- ").append(words(each)).append('\n'));
        if (!instructions.atFirst().isEmpty()) {
            plan.append("\nThe first attempt, which may fail the build:\n\n");
            instructions
                    .atFirst()
                    .forEach(each -> plan.append("- ").append(words(each)).append('\n'));
        }
        return plan.toString();
    }

    private static String words(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Replace replace -> "replace a text in `" + replace.path() + "`";
            case Instruction.Add add -> "add lines to `" + add.path() + "`";
            case Instruction.Delete delete -> "delete `" + delete.path() + "`";
            case Instruction.Create create -> "create `" + create.path() + "`";
        };
    }

    /** A repair starts over from the files as they were, so that nothing of the first attempt stays. */
    private String edits() {
        if (instructions.isEmpty()) {
            files.put(notePath(), note());
        }
        instructions.of(material.isRepair()).forEach(this::carryOut);
        if (material.isRepair()) {
            instructions.atFirst().forEach(each -> files.computeIfAbsent(each.path(), this::original));
        }
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode edits = answer.putArray("edits");
        files.forEach((path, text) -> {
            ObjectNode edit = edits.addObject().put("path", path);
            onlyReplacement(path)
                    .ifPresentOrElse(
                            one -> edit.put("action", "replace")
                                    .put("search", one.search())
                                    .put("text", one.text()),
                            () -> whole(edit, text));
        });
        if (edits.isEmpty()) {
            answer.put("note", "The stand-in found nothing to change.");
        }
        return answer.toPrettyString();
    }

    /** A small edit leaves line ends and all else of the file as they are. */
    private Optional<Instruction.Replace> onlyReplacement(String path) {
        List<Instruction> ofPath = instructions.of(material.isRepair()).stream()
                .filter(each -> each.path().equals(path))
                .toList();
        return ofPath.size() == 1
                        && ofPath.getFirst() instanceof Instruction.Replace replace
                        && occursOnce(replace.search(), material.file(path).orElse(""))
                        && !material.isRepair()
                ? Optional.of(replace)
                : Optional.empty();
    }

    private static boolean occursOnce(String search, String text) {
        int first = text.indexOf(search);
        return first >= 0 && text.indexOf(search, first + 1) < 0;
    }

    private static void whole(ObjectNode edit, @Nullable String text) {
        if (text == null) {
            edit.put("action", "delete");
        } else {
            edit.put("action", "write").put("text", text);
        }
    }

    private void carryOut(Instruction instruction) {
        String path = instruction.path();
        switch (instruction) {
            case Instruction.Create create -> files.put(path, lines(create.text()));
            case Instruction.Delete delete -> files.put(path, null);
            case Instruction.Add add -> {
                String before = current(path);
                files.put(path, (before == null ? "" : lines(before)) + lines(add.text()));
            }
            case Instruction.Replace replace -> {
                String before = current(path);
                if (before != null && before.contains(replace.search())) {
                    files.put(path, before.replace(replace.search(), replace.text()));
                }
            }
        }
    }

    private @Nullable String current(String path) {
        return files.containsKey(path) ? files.get(path) : original(path);
    }

    private @Nullable String original(String path) {
        return material.file(path).orElse(null);
    }

    private static String lines(String text) {
        return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }

    private String note() {
        return "# " + title() + "\n\n"
                + lines(ticket.lines()
                        .skip(1)
                        .reduce("", (a, b) -> a + "\n" + b)
                        .strip())
                + "\nA stand-in for a model wrote this file: the ticket asks for nothing that it understands.\n";
    }

    private String notePath() {
        String name =
                title().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        String cut = name.substring(0, Math.min(name.length(), LONGEST_NAME));
        return "docs/tickets/" + (cut.isEmpty() ? "ticket" : cut) + ".md";
    }

    private String title() {
        return ticket.lines().findFirst().orElse("Ticket").strip();
    }
}
