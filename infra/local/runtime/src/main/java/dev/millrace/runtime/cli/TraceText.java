package dev.millrace.runtime.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.contracts.Money;
import dev.millrace.runtime.broker.store.DeliveryState;
import dev.millrace.runtime.trace.Step;
import dev.millrace.runtime.trace.Storyteller;
import dev.millrace.runtime.trace.Trace;
import dev.millrace.runtime.trace.Usage;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A trace as a tree, a line for each event, for people. */
final class TraceText {

    private static final String FORM = "%10s  %-54s %-16s %-4s %9s %9s %12s%n";
    private static final int EVENT_WIDTH = 54;
    private static final int DECIMALS = 6;

    private final PrintWriter out;
    private final boolean all;

    /** @param all whether those who only write down are shown, too */
    TraceText(PrintWriter out, boolean all) {
        this.out = out;
        this.all = all;
    }

    void print(Trace trace, TraceCommand.@Nullable Booked booked) {
        out.printf(
                "%s of %s: %s from the first event to the last%n",
                trace.ticket(), trace.tenant(), Output.time(trace.took()));
        out.printf("trace %s%n", String.join(", ", trace.traceIds()));
        if (!trace.instances().isEmpty()) {
            out.printf("workflow %s%n", String.join(", ", trace.instances()));
        }
        out.println();
        out.printf(FORM, "AT", "EVENT", "FUNCTION", "", "WAITED", "TOOK", "COST");
        String main = trace.traceIds().isEmpty() ? "" : trace.traceIds().getFirst();
        trace.steps().forEach(step -> print(step, "", "", main));
        usage(trace.usage());
        booked(booked);
    }

    private void print(Step step, String branch, String below, String trace) {
        List<Step.Work> works = step.works().stream()
                .filter(work -> all || !Storyteller.isObserver(work.function()))
                .toList();
        String name = branch + step.type() + place(step) + (strange(step, trace) ? "  ‹other trace›" : "");
        line("+" + Output.time(step.at()), name, works.isEmpty() ? null : works.getFirst(), step.model());
        if (step.detail() != null) {
            out.printf("%12s%s%s%n", "", below + (step.children().isEmpty() ? "   " : "│  "), step.detail());
        }
        works.stream().skip(1).forEach(work -> line("", below + (step.children().isEmpty() ? "" : "│"), work, null));
        List<Step> children = step.children();
        for (int i = 0; i < children.size(); i++) {
            boolean last = i == children.size() - 1;
            print(children.get(i), below + (last ? "└─ " : "├─ "), below + (last ? "   " : "│  "), trace);
        }
    }

    /** The step of the workflow in which a command was given. */
    private static String place(Step step) {
        String instance = step.instance();
        boolean command = step.source().startsWith("/workflows/");
        int colon = instance == null ? -1 : instance.indexOf(':');
        return command && instance != null && colon >= 0 ? "  [" + instance.substring(colon + 1) + "]" : "";
    }

    private static boolean strange(Step step, String trace) {
        return step.traceId() != null && !step.traceId().equals(trace);
    }

    private void line(String at, String event, Step.@Nullable Work work, @Nullable Money model) {
        String name = event.length() > EVENT_WIDTH ? event.substring(0, EVENT_WIDTH - 1) + "…" : event;
        if (work == null) {
            out.printf(FORM, at, name, "", "", "", "", money(model, null));
            return;
        }
        out.printf(
                FORM,
                at,
                name,
                work.function(),
                work.cold() ? "cold" : "",
                time(work.waited()),
                time(work.took()),
                money(model, work.compute()));
        if (work.state() != DeliveryState.DELIVERED) {
            out.printf(
                    "%12s%s after %d attempts: %s%n", "", Output.wire(work.state()), work.attempts(), work.trouble());
        } else if (work.attempts() > 1) {
            out.printf("%12s%s took it at the attempt number %d%n", "", work.function(), work.attempts());
        }
    }

    private void usage(List<Usage> usage) {
        if (usage.isEmpty()) {
            return;
        }
        out.printf("%n%-18s %10s %10s %10s %14s%n", "FUNCTION", "BUSY", "IDLE", "COLD START", "COST");
        for (Usage one : usage) {
            out.printf(
                    "%-18s %10s %10s %10s %14s%n",
                    one.function(),
                    Output.time(one.busy()),
                    Output.time(one.idle()),
                    Output.time(one.coldStart()),
                    money(one.cost(), null));
        }
    }

    private void booked(TraceCommand.@Nullable Booked booked) {
        if (booked == null) {
            out.printf("%nThe ledger has nothing booked for it, or does not answer.%n");
            return;
        }
        JsonNode row = booked.row();
        long compute = row.path("busy").asLong()
                + row.path("idle").asLong()
                + row.path("coldStart").asLong();
        out.printf(
                "%nBooked so far: %s %s, of that models %s, functions %s, builds %s%n",
                booked.currency(),
                amount(row.path("amount").asLong()),
                amount(row.path("model").asLong()),
                amount(compute),
                amount(row.path("build").asLong()));
    }

    private static String time(@Nullable Duration duration) {
        return duration == null ? "" : Output.time(duration);
    }

    private static String money(@Nullable Money one, @Nullable Money other) {
        List<Money> known = Stream.of(one, other).filter(money -> money != null).toList();
        return known.isEmpty()
                ? ""
                : amount(known.stream().mapToLong(Money::nanos).sum());
    }

    private static String amount(long nanos) {
        return BigDecimal.valueOf(nanos, Money.DECIMALS)
                .setScale(DECIMALS, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
