package dev.millrace.durable.edits;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.document.EditSet;
import dev.millrace.contracts.document.RepositoryPath;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the edits of a model's answer and applies them to what the model was shown. */
public final class EditReader {

    private static final int LONGEST_SHOWN = 120;

    private final FileTree before;
    private FileTree tree;

    private EditReader(FileTree before) {
        this.before = before;
        this.tree = before;
    }

    /** @param before the files that the edits are for */
    public static EditReading read(String answer, FileTree before) {
        if (answer.length() > AnswerFormat.LONGEST_ANSWER) {
            return new EditReading.Unreadable("The answer is too long. Change less at a time.");
        }
        return JsonSearch.objectWith("edits", answer)
                .map(found -> new EditReader(before).read(found.get("edits")))
                .orElseGet(() -> new EditReading.Unreadable(
                        "The answer holds no JSON object with \"edits\", or one that is cut off."));
    }

    private EditReading read(JsonNode edits) {
        if (!edits.isArray() || edits.size() > AnswerFormat.MOST_EDITS) {
            return new EditReading.Unreadable(
                    "\"edits\" must be an array of at most " + AnswerFormat.MOST_EDITS + " edits.");
        }
        for (int i = 0; i < edits.size(); i++) {
            Optional<String> fault = apply(edits.get(i));
            if (fault.isPresent()) {
                return new EditReading.Unreadable("Edit " + (i + 1) + ": " + fault.get());
            }
        }
        return result();
    }

    private EditReading result() {
        EditSet edits = tree.since(before);
        if (edits.edits().isEmpty()) {
            return new EditReading.Unreadable("The edits change nothing.");
        }
        return tree.clash(edits)
                .<EditReading>map(path ->
                        new EditReading.Unreadable("\"" + shown(path) + "\" would be a file and a folder at once."))
                .orElseGet(() -> new EditReading.Understood(edits));
    }

    /** @return what is wrong with the edit, empty when it is applied */
    private Optional<String> apply(JsonNode edit) {
        String path = field(edit, "path");
        String action = field(edit, "action");
        if (path == null || action == null) {
            return Optional.of("\"action\" and \"path\" must be texts.");
        }
        Optional<String> fault = RepositoryPath.fault(path);
        if (fault.isPresent()) {
            return Optional.of("the path \"" + shown(path) + "\" " + fault.get() + ".");
        }
        return switch (action) {
            case "write" -> write(path, field(edit, "text"));
            case "replace" -> replace(path, field(edit, "search"), field(edit, "text"));
            case "delete" -> delete(path);
            case "rename" -> rename(field(edit, "from"), path);
            default -> Optional.of("\"" + shown(action) + "\" is no action. Use write, replace, delete or rename.");
        };
    }

    private Optional<String> write(String path, @Nullable String text) {
        Optional<String> fault = textFault(text);
        if (text != null && fault.isEmpty()) {
            tree = tree.write(path, text);
        }
        return fault;
    }

    private Optional<String> replace(String path, @Nullable String search, @Nullable String text) {
        Optional<String> fault = textFault(text);
        if (text == null || fault.isPresent()) {
            return fault;
        }
        if (search == null || search.isEmpty()) {
            return Optional.of("\"search\" must be a text that is not empty.");
        }
        Optional<String> old = tree.text(path);
        if (old.isEmpty()) {
            return Optional.of("there is no file \"" + shown(path) + "\" with a known text. Use write.");
        }
        return switch (Replacement.of(old.get(), search, text)) {
            case Replacement.Done(String changed) -> {
                tree = tree.write(path, changed);
                yield textFault(changed);
            }
            case Replacement.NotFound() ->
                Optional.of("\"search\" does not occur in \"" + shown(path) + "\". Copy it exactly.");
            case Replacement.Ambiguous() ->
                Optional.of("\"search\" occurs more than once in \"" + shown(path) + "\". Add lines around it.");
        };
    }

    private Optional<String> delete(String path) {
        if (!tree.has(path)) {
            return Optional.of("there is no file \"" + shown(path) + "\" to delete.");
        }
        tree = tree.delete(path);
        return Optional.empty();
    }

    private Optional<String> rename(@Nullable String from, String path) {
        if (from == null || !tree.has(from)) {
            return Optional.of("\"from\" must be a file that exists.");
        }
        if (tree.has(path) || before.has(path)) {
            return Optional.of(
                    "\"" + shown(path) + "\" exists already. Delete it in a change of its own, or use write.");
        }
        tree = tree.rename(from, path, null);
        return Optional.empty();
    }

    private static Optional<String> textFault(@Nullable String text) {
        if (text == null) {
            return Optional.of("\"text\" must be a text.");
        }
        if (text.length() > AnswerFormat.LONGEST_TEXT) {
            return Optional.of("the text is too long.");
        }
        if (text.indexOf('\0') >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return Optional.of("the text holds a NUL or half a character.");
        }
        return Optional.empty();
    }

    private static @Nullable String field(JsonNode edit, String name) {
        JsonNode value = edit.get(name);
        return value == null || !value.isTextual() ? null : value.textValue();
    }

    private static String shown(String text) {
        String harmless = text.replaceAll("[^\\x20-\\x7e]", "?");
        return harmless.length() <= LONGEST_SHOWN ? harmless : harmless.substring(0, LONGEST_SHOWN) + "...";
    }
}
