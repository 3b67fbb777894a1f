package dev.millrace.runtime.demo.show;

import dev.millrace.contracts.events.BuildEvent.Result;
import dev.millrace.runtime.demo.story.Crew;
import dev.millrace.runtime.demo.story.Ending;
import dev.millrace.runtime.demo.story.Journey;
import dev.millrace.runtime.demo.verdict.Check;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is said in the end: tickets, functions, costs and links. */
public final class Summary {

    private static final int SHOWN = 10;

    private final Show show;

    public Summary(Show show) {
        this.show = show;
    }

    public void tickets(List<Journey> journeys) {
        show.say("");
        journeys.stream().limit(SHOWN).forEach(journey -> show.say("  " + ticket(journey)));
        if (journeys.size() > SHOWN) {
            show.say("  … and " + (journeys.size() - SHOWN) + " more");
        }
        if (journeys.size() > 1) {
            show.say("  " + spread("ticket to draft", journeys.stream().flatMap(each -> each.untilDraft().stream())));
            show.say("  " + spread("ticket to end", journeys.stream().map(Journey::untilNow)));
        }
    }

    private static String ticket(Journey journey) {
        long broken = journey.builds(Result.FAILED);
        return journey.ticket() + " '" + journey.ware().title() + "': "
                + journey.ending().map(Ending::sentence).orElse(journey.stage().word())
                + journey.untilDraft()
                        .map(took -> ", draft after " + Show.seconds(took))
                        .orElse("")
                + ", end after " + Show.seconds(journey.untilNow())
                + ", " + (broken + journey.builds(Result.SUCCEEDED)) + " builds"
                + (broken == 0 ? "" : " of which " + broken + " failed");
    }

    private static String spread(String what, Stream<Duration> durations) {
        List<Duration> sorted = durations.sorted().toList();
        return sorted.isEmpty()
                ? what + ": none"
                : what + ": median " + Show.seconds(sorted.get(sorted.size() / 2)) + ", "
                        + Show.seconds(sorted.getFirst()) + " to " + Show.seconds(sorted.getLast());
    }

    /** @param booked nano-units by function, all that the tenant has had this month */
    public void functions(Crew crew, Map<String, Long> booked) {
        show.say("");
        show.say(row("function", "requests", "cold starts", "median", "at once", "booked USD"));
        for (Crew.Member member : crew.members()) {
            if (member.requests() > 0) {
                show.say(row(
                        member.service(),
                        Long.toString(member.requests()),
                        member.starts().isEmpty()
                                ? ""
                                : Integer.toString(member.starts().size()),
                        median(member),
                        Integer.toString(member.most()),
                        Show.amount(booked.getOrDefault(member.service(), 0L))));
            }
        }
        booked.entrySet().stream()
                .filter(each -> crew.members().stream()
                        .noneMatch(member ->
                                member.requests() > 0 && member.service().equals(each.getKey())))
                .forEach(each -> show.say(row(
                        each.getKey().isEmpty() ? "(none)" : each.getKey(),
                        "",
                        "",
                        "",
                        "",
                        Show.amount(each.getValue()))));
        long sum = booked.values().stream().mapToLong(Long::longValue).sum();
        show.say(row("together", "", "", "", "", Show.amount(sum)));
    }

    private static String median(Crew.Member member) {
        @Nullable Duration typical = member.typicalStart();
        return typical == null ? "" : Show.millis(typical);
    }

    private static String row(
            String function, String requests, String starts, String median, String most, String booked) {
        return String.format(
                Locale.ROOT, "  %-22s %9s %12s %9s %8s %12s", function, requests, starts, median, most, booked);
    }

    public void links(List<Journey> journeys, @Nullable URI page) {
        if (journeys.size() == 1) {
            Journey journey = journeys.getFirst();
            show.say("");
            journey.pull().ifPresent(url -> show.say("  Pull request  " + url));
            journey.changelog().ifPresent(url -> show.say("  Changelog     " + url));
            if (page != null) {
                show.say("  Approval      " + page);
            }
        }
    }

    /** @return whether all hold */
    public boolean checks(List<Check> checks) {
        show.say("");
        checks.forEach(check -> show.say(check.line()));
        return checks.stream().allMatch(Check::holds);
    }
}
