package dev.millrace.runtime.demo.show;

import dev.millrace.contracts.Money;
import dev.millrace.runtime.demo.story.Step;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What people see: lines that stay, and on a terminal one line below them that says what is being done right now. For
 * one thread at a time.
 */
public final class Show {

    private static final String WHEEL = "|/-\\";
    private static final String ERASE = "\r\033[K";
    private static final int WIDEST = 100;

    /** Without a terminal it is said that something takes long, now and then. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private final PrintWriter out;
    private final boolean terminal;
    private boolean erase;
    private int turn;
    private long spoken = System.nanoTime();

    /** @param terminal whether lines can be written over */
    public Show(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    public synchronized void say(String line) {
        if (erase) {
            out.print(ERASE);
            erase = false;
        }
        out.println(line);
        out.flush();
        spoken = System.nanoTime();
    }

    /** A step of a ticket, as a row under {@link #head}. */
    public void step(Duration since, Step step) {
        Duration cold = step.coldStart();
        say(row(
                seconds(since),
                step.what(),
                step.function(),
                step.function().equals(Step.HOST) ? "" : cold == null ? "warm" : "cold " + millis(cold),
                step.took() == null ? "" : millis(step.took()),
                step.spent() == null ? "" : amount(step.spent())));
    }

    public void head() {
        say(row("ticket +", "what happened", "function", "start", "took", "models"));
    }

    private static String row(String at, String what, String function, String start, String took, String spent) {
        return String.format(
                        Locale.ROOT,
                        "%9s  %-54s %-16s %-13s %8s  %s",
                        at,
                        what.length() > 54 ? what.substring(0, 53) + "…" : what,
                        function,
                        start,
                        took,
                        spent)
                .stripTrailing();
    }

    /** What is being done, and for how long. */
    public synchronized void busy(String what, Duration already) {
        if (terminal) {
            String line = WHEEL.charAt(turn++ % WHEEL.length()) + " " + seconds(already) + "  " + what;
            out.print(ERASE + line.substring(0, Math.min(line.length(), WIDEST)));
            out.flush();
            erase = true;
        } else if (System.nanoTime() - spoken > SILENCE.toNanos()) {
            say("… " + what + " (" + seconds(already) + ")");
        }
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }

    static String millis(Duration duration) {
        return duration.toMillis() < 10_000 ? duration.toMillis() + " ms" : seconds(duration);
    }

    public static String amount(@Nullable Money money) {
        return money == null ? "" : money.currency() + " " + amount(money.nanos());
    }

    /** @param nanos billionths of a currency's unit */
    public static String amount(long nanos) {
        return BigDecimal.valueOf(nanos, Money.DECIMALS)
                .setScale(6, RoundingMode.HALF_UP)
                .toPlainString();
    }
}
