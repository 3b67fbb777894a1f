package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.http.Call;
import dev.millrace.contracts.events.BuildEvent.BuildRef;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a build printed: one log for each record of its timeline. */
final class AdoLogs {

    private static final int LAST_LINES = 2000;

    private final AdoApi api;

    AdoLogs(AdoApi api) {
        this.api = api;
    }

    private record Step(String name, String log) {}

    /** Every failed step gets the same share. */
    String failure(BuildRef build, int bytes) {
        List<Step> steps = failed(api.json(Call.get(path(build, "timeline"))).path("records"));
        Map<String, Long> lines = new HashMap<>();
        List<JsonNode> logs = api.list(Call.get(path(build, "logs")));
        logs.forEach(
                log -> lines.put(log.path("id").asText(), log.path("lineCount").asLong()));
        if (steps.isEmpty()) {
            steps = logs.stream()
                    .max(Comparator.comparingLong(log -> log.path("id").asLong()))
                    .map(log -> new Step("", log.path("id").asText()))
                    .stream()
                    .toList();
        }
        int share = bytes / Math.max(1, steps.size());
        List<String> ends = Abreast.map(
                steps, step -> end(step.name(), text(build, step.log(), lines.getOrDefault(step.log(), 0L)), share));
        return String.join("", ends);
    }

    /** Steps where they failed, else the jobs or stages that did. */
    private static List<Step> failed(JsonNode records) {
        List<JsonNode> failed = Json.elements(records).stream()
                .filter(record -> record.path("result").asText().equals("failed"))
                .filter(record -> record.at("/log/id").isValueNode())
                .sorted(Comparator.comparingLong(record -> record.at("/log/id").asLong()))
                .toList();
        List<JsonNode> steps = failed.stream()
                .filter(record -> record.path("type").asText().equals("Task"))
                .toList();
        return (steps.isEmpty() ? failed : steps)
                .stream()
                        .map(record -> new Step(
                                record.path("name").asText(),
                                record.at("/log/id").asText()))
                        .toList();
    }

    private String text(BuildRef build, String log, long lines) {
        Call call = Call.get(path(build, "logs", log)).header("Accept", "text/plain");
        return api.send(lines > LAST_LINES ? call.query("startLine", lines - LAST_LINES) : call)
                .text();
    }

    private static String[] path(BuildRef build, String... more) {
        return Stream.of(AdoBuilds.path(build), more).flatMap(Stream::of).toArray(String[]::new);
    }

    /** The end of a step's log under its name, as far as it fits. */
    static String end(String name, String log, int bytes) {
        String heading = name.isEmpty() ? "" : "## " + name + "\n";
        int left = bytes - heading.getBytes(StandardCharsets.UTF_8).length;
        return left < bytes / 2 ? tail(log, bytes) : heading + tail(log, left);
    }

    /** The end of a text, at most so many UTF-8 bytes, without half a character. */
    static String tail(String text, int bytes) {
        byte[] all = text.getBytes(StandardCharsets.UTF_8);
        int start = Math.max(0, all.length - Math.max(0, bytes));
        while (start < all.length && (all[start] & 0xC0) == 0x80) {
            start++;
        }
        return new String(all, start, all.length - start, StandardCharsets.UTF_8);
    }
}
