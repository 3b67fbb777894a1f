package dev.millrace.durable.edits;

/** The one form in which a model answers with edits, and its limits. */
public final class AnswerFormat {

    /** For the prompt. */
    public static final String DESCRIPTION = """
            Answer with one JSON object and nothing else:
            {"edits": [
              {"action": "replace", "path": "src/A.java", "search": "old lines", "text": "new lines"},
              {"action": "write", "path": "src/B.java", "text": "the whole file"},
              {"action": "delete", "path": "src/C.java"},
              {"action": "rename", "from": "src/D.java", "path": "src/E.java"}
            ]}
            Edits are applied in their order. Paths are relative to the repository's root, with "/".
            "search" is copied from the file exactly, with enough lines around it to occur only once.
            Prefer "replace" for files that exist; "write" creates a file or takes the place of a whole one.
            """;

    static final int MOST_EDITS = 500;
    static final int LONGEST_TEXT = 1 << 20;
    static final int LONGEST_ANSWER = 8 << 20;
    static final int MOST_CANDIDATES = 200;

    private AnswerFormat() {}
}
