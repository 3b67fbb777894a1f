package dev.millrace.codehosts.github;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The log of a job: the lines of all its steps, each begun with the time it was printed at. Which step printed a line is
 * not said, but when each step began and ended is, to the second.
 */
final class JobLog {

    private static final Pattern LINE =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?Z) (.*)");
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private JobLog() {}

    private record Line(Instant at, String text) {}

    /** What the failed steps printed, without times; all of it when that cannot be told. */
    static String failure(JsonNode job, String log) {
        List<Line> lines = lines(log);
        List<JsonNode> failed = job.path("steps")
                .valueStream()
                .filter(step -> RunView.hasFailed(Json.text(step, "conclusion")))
                .toList();
        String ofSteps = text(lines, line -> failed.stream().anyMatch(step -> isWithin(step, line.at())));
        return ofSteps.isEmpty() ? text(lines, line -> true) : ofSteps;
    }

    private static List<Line> lines(String log) {
        Instant[] last = {Instant.EPOCH};
        return log.lines()
                .map(line -> !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK ? line.substring(1) : line)
                .map(line -> {
                    Matcher stamped = LINE.matcher(line);
                    if (!stamped.matches()) {
                        return new Line(last[0], line);
                    }
                    last[0] = instant(stamped.group(1), last[0]);
                    return new Line(last[0], stamped.group(2));
                })
                .toList();
    }

    private static Instant instant(String text, Instant otherwise) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return otherwise;
        }
    }

    private static boolean isWithin(JsonNode step, Instant at) {
        Instant from = Json.time(step, "started_at");
        Instant to = Json.time(step, "completed_at");
        return from != null && to != null && !at.isBefore(from) && at.isBefore(to.plusSeconds(1));
    }

    private static String text(List<Line> lines, Predicate<Line> wanted) {
        return lines.stream().filter(wanted).map(Line::text).collect(Collectors.joining("\n"));
    }

    /** The last bytes of a text in UTF-8, without a broken character at the beginning. */
    static String end(String text, int bytes) {
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        if (all.length <= bytes) {
            return text;
        }
        int from = all.length - Math.max(0, bytes);
        while (from < all.length && (all[from] & 0xC0) == 0x80) {
            from++;
        }
        return new String(all, from, all.length - from, StandardCharsets.UTF_8);
    }
}
