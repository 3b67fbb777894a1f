package dev.millrace.contracts.document;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which paths may be written: none that any file system takes for a place outside the repository or in its {@code .git}. */
public final class RepositoryPath {

    private static final int LONGEST = 1024;
    // NTFS takes git~1 for .git, and so might it be numbered on.
    private static final Pattern SHORT_NAME = Pattern.compile("git~\\d+");

    private RepositoryPath() {}

    /** @return what is wrong with the path, to follow its name in a sentence; empty when nothing is */
    public static Optional<String> fault(String path) {
        if (path.isBlank() || path.length() > LONGEST) {
            return Optional.of("is empty or longer than " + LONGEST + " characters");
        }
        if (path.codePoints().anyMatch(RepositoryPath::isForbidden)) {
            return Optional.of("holds a backslash, a colon, or a character that cannot be seen");
        }
        for (String segment : path.split("/", -1)) {
            if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
                return Optional.of("is not plainly relative to the repository's root");
            }
            if (segment.endsWith(".") || segment.endsWith(" ") || segment.startsWith(" ")) {
                return Optional.of("has a part that starts or ends with a blank or ends with a dot");
            }
            String lower = segment.toLowerCase(Locale.ROOT);
            if (lower.equals(".git") || SHORT_NAME.matcher(lower).matches()) {
                return Optional.of("leads into .git");
            }
        }
        return Optional.empty();
    }

    // HFS+ ignores format characters, NTFS reads a colon as the start of a stream's name.
    private static boolean isForbidden(int point) {
        return point == '\\'
                || point == ':'
                || switch (Character.getType(point)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.UNASSIGNED,
                            Character.PRIVATE_USE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> true;
                    default -> false;
                };
    }
}
