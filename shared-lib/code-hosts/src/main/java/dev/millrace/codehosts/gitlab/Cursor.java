package dev.millrace.codehosts.gitlab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.HostException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How far each list was read, as the text that a caller keeps. */
record Cursor(Map<Kind, Mark> marks) {

    private static final ObjectMapper JSON = new ObjectMapper();

    Cursor {
        marks = Map.copyOf(marks);
    }

    Mark mark(Kind kind) {
        return marks.getOrDefault(kind, Mark.at(Instant.EPOCH));
    }

    String text() {
        ObjectNode text = JSON.createObjectNode();
        for (Kind kind : Kind.values()) {
            Mark mark = mark(kind);
            ObjectNode one = text.putObject(kind.list())
                    .put("at", mark.at().toString())
                    .put("drained", mark.drained().toString());
            new TreeSet<>(mark.told()).forEach(one.putArray("told")::add);
        }
        return text.toString();
    }

    /** @throws HostException.Invalid when it is none */
    static Cursor parse(String text) {
        JsonNode node;
        try {
            node = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new HostException.Invalid("'" + text + "' is none of this adapter's cursors");
        }
        Map<Kind, Mark> marks = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            JsonNode one = node.path(kind.list());
            marks.put(
                    kind,
                    new Mark(
                            News.time(one.path("at").asText()),
                            News.time(one.path("drained").asText()),
                            Set.copyOf(Fields.texts(one.path("told")))));
        }
        return new Cursor(marks);
    }
}
