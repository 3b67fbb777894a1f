package dev.millrace.durable.history;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestratorResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Histories as text: a line for each event, in the text format of protocol buffers, under a heading for each turn. */
public final class HistoryText {

    private static final String TURN = "turn";
    private static final String CONFIRMED = "confirmed ";
    private static final String FRESH = "fresh ";
    private static final String RESPONSE = "response ";

    private HistoryText() {}

    public static String write(History history) {
        var text = new StringBuilder();
        text.append(history.instance())
                .append('\n')
                .append(history.orchestrator())
                .append('\n');
        for (Turn turn : history.turns()) {
            text.append(TURN).append('\n');
            turn.confirmed().forEach(event -> line(text, CONFIRMED, event));
            turn.fresh().forEach(event -> line(text, FRESH, event));
            line(text, RESPONSE, turn.response());
        }
        return text.toString();
    }

    public static History read(String text) {
        List<String> lines = text.lines().toList();
        List<Turn> turns = new ArrayList<>();
        for (String section :
                Arrays.asList(text.split("(?m)^" + TURN + "\n")).subList(1, text.split("(?m)^" + TURN + "\n").length)) {
            turns.add(turn(section.lines().toList()));
        }
        return new History(lines.get(0), lines.get(1), turns);
    }

    private static Turn turn(List<String> lines) {
        var response = OrchestratorResponse.newBuilder();
        lines.stream().filter(line -> line.startsWith(RESPONSE)).forEach(line -> parse(line, RESPONSE, response));
        return new Turn(events(lines, CONFIRMED), events(lines, FRESH), response.build());
    }

    private static List<HistoryEvent> events(List<String> lines, String prefix) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> {
                    var event = HistoryEvent.newBuilder();
                    parse(line, prefix, event);
                    return event.build();
                })
                .toList();
    }

    private static void parse(String line, String prefix, Message.Builder into) {
        try {
            TextFormat.getParser().merge(line.substring(prefix.length()), into);
        } catch (TextFormat.ParseException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static void line(StringBuilder text, String prefix, Message message) {
        text.append(prefix)
                .append(TextFormat.printer().emittingSingleLine(true).printToString(message))
                .append('\n');
    }
}
