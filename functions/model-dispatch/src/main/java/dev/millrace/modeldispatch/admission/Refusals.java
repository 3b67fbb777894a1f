package dev.millrace.modeldispatch.admission;

import dev.millrace.contracts.Money;
import dev.millrace.modeldispatch.admission.Verdict.Reason;
import dev.millrace.modeldispatch.admission.Verdict.Refused;
import dev.millrace.modeldispatch.admission.budget.Hold;
import dev.millrace.modeldispatch.admission.budget.Term;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/** Says what is wrong with a budget and what to do. */
final class Refusals {

    /** Other replicas give back what they do not need within this time. */
    private static final Duration GIVEN_BACK = Duration.ofSeconds(8);

    private static final Duration DATABASE_BACK = Duration.ofSeconds(2);

    private final InstantSource clock;

    Refusals(InstantSource clock) {
        this.clock = clock;
    }

    Refused exhausted(Hold.Exhausted hold, Money cost) {
        Term term = hold.term();
        boolean comesBack = hold.elsewhere() > 0 && cost.nanos() <= hold.left() + hold.elsewhere();
        String sentence = "%s does not cover this call: it may cost up to %s, and %s is left. %s"
                .formatted(
                        name(term),
                        words(cost),
                        words(new Money(hold.left(), cost.currency())),
                        comesBack
                                ? "More is held for other calls; try again in a few seconds, or lower max_tokens."
                                : "Lower max_tokens, ask for a higher budget, or wait for " + term.end() + ".");
        return refused(Reason.BUDGET_EXHAUSTED, sentence, comesBack ? GIVEN_BACK : untilEnd(term));
    }

    Refused usedUp(Term term) {
        return refused(
                Reason.BUDGET_EXHAUSTED,
                name(term) + " is used up. Ask for a higher budget, or wait for " + term.end() + ".",
                untilEnd(term));
    }

    Refused away(Term term) {
        return refused(
                Reason.UNAVAILABLE,
                name(term) + " cannot be checked now, and what was set aside of it is used up. Try again in "
                        + DATABASE_BACK.toSeconds() + " s.",
                DATABASE_BACK);
    }

    Refused otherCurrency(Term term, String currency) {
        return new Refused(
                Reason.UNAVAILABLE,
                name(term) + " is in another currency than the prices, which are in " + currency
                        + ". Let the operator change one of them.",
                null,
                Map.of());
    }

    private static Refused refused(Reason reason, String sentence, Duration wait) {
        return new Refused(reason, sentence, wait, Map.of("Retry-After", Long.toString(wait.toSeconds())));
    }

    private Duration untilEnd(Term term) {
        Duration rest = Duration.between(clock.instant(), term.ends());
        return rest.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : rest;
    }

    private static String name(Term term) {
        return "The budget '%s' of %s from %s until %s (UTC)"
                .formatted(term.budget(), words(term.cap()), term.start(), term.end());
    }

    private static String words(Money money) {
        BigDecimal amount = BigDecimal.valueOf(money.nanos(), 9).stripTrailingZeros();
        return (amount.scale() < 2 ? amount.setScale(2) : amount).toPlainString() + " " + money.currency();
    }
}
