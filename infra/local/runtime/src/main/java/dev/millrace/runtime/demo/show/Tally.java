package dev.millrace.runtime.demo.show;

import dev.millrace.runtime.demo.story.Journey;
import dev.millrace.runtime.demo.story.Stage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Many tickets in one line: how many are how far. Said when it has changed, and not too often. */
public final class Tally {

    private final Show show;
    private final Duration pause;
    private String last = "";
    private long said;

    public Tally(Show show, Duration pause) {
        this.show = show;
        this.pause = pause;
    }

    public void report(List<Journey> journeys, Duration already) {
        String counts = counts(journeys);
        show.busy(counts, already);
        long now = System.nanoTime();
        if (!counts.equals(last) && now - said > pause.toNanos()) {
            show.say(Show.seconds(already) + "  " + counts);
            last = counts;
            said = now;
        }
    }

    static String counts(List<Journey> journeys) {
        Map<Stage, Integer> counts = new EnumMap<>(Stage.class);
        journeys.forEach(journey -> counts.merge(journey.stage(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey().word())
                .collect(Collectors.joining(", "));
    }
}
