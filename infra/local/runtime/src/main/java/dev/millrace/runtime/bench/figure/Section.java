package dev.millrace.runtime.bench.figure;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of one subject.
 *
 * @param load the machine's load average before it
 * @param seconds how long the measuring took
 * @param failure why it could not be measured; null when it was
 */
public record Section(
        String subject,
        String load,
        long seconds,
        List<Figure> figures,
        @Nullable String failure) {

    public Section {
        figures = List.copyOf(figures);
    }
}
