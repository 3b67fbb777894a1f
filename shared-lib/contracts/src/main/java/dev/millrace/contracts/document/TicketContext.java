package dev.millrace.contracts.document;

import dev.millrace.contracts.TicketRef;
import java.util.List;

/**
 * What a change needs to know.
 *
 * @param description the ticket's text, without the host's markup
 * @param files every text file of the repository that fitted into the asked size
 * @param paths every path of the repository, also of files whose text is left out
 */
public record TicketContext(
        TicketRef ticket, String title, String description, List<SourceFile> files, List<String> paths) {

    public TicketContext {
        files = List.copyOf(files);
        paths = List.copyOf(paths);
    }

    /** A file with its text as it is at the target commit, line ends included. */
    public record SourceFile(String path, String text) {}
}
