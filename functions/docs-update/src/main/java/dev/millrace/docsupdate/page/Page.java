package dev.millrace.docsupdate.page;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of the documentation as it is to be.
 *
 * @param from where its text has been so far, when that is another path
 * @param leftOut generated lines that gave way to people's
 */
public record Page(String path, String text, @Nullable String from, List<String> leftOut) {

    public Page {
        leftOut = List.copyOf(leftOut);
    }

    static Page of(String path, String text, List<String> leftOut) {
        return new Page(path, text, null, leftOut);
    }
}
