package dev.millrace.notification.message;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is told, in one language. All of it is plain text.
 *
 * @param title one line
 * @param sections one, or several that waited and are told together
 */
public record Message(String title, String language, List<Section> sections) {

    public Message {
        sections = List.copyOf(sections);
    }

    /**
     * @param title null for the only section
     * @param paragraphs without line breaks
     */
    public record Section(
            @Nullable String title,
            List<String> paragraphs,
            @Nullable Action action) {

        public Section {
            paragraphs = List.copyOf(paragraphs);
        }

        public String text() {
            return String.join("\n", paragraphs);
        }
    }

    /** @param url absolute, of the web */
    public record Action(String label, URI url) {}
}
