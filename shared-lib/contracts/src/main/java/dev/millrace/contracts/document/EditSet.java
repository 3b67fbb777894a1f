package dev.millrace.contracts.document;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes of a repository's files, which together are one commit. */
public record EditSet(List<Edit> edits) {

    public EditSet {
        edits = List.copyOf(edits);
    }

    /**
     * @param path the file after the edit, relative to the repository's root, with {@code /}
     * @param text the file's whole new text; null for a deletion and for a rename that changes nothing else
     * @param from the file before the edit, for a rename alone
     */
    public record Edit(
            Action action,
            String path,
            @Nullable String text,
            @Nullable String from) {}

    public enum Action {
        /** Creates the file or replaces its text. */
        @JsonProperty("write")
        WRITE,
        @JsonProperty("delete")
        DELETE,
        @JsonProperty("rename")
        RENAME
    }
}
