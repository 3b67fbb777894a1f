package dev.millrace.durable.steps;

import dev.millrace.contracts.Money;
import dev.millrace.contracts.events.ContextEvent;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What people of a ticket read. */
final class Words {

    private static final DateTimeFormatter UNTIL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    // Edits are longer than a plan, and every repair shows the model all edits again.
    private static final int PLANS_PER_EDIT = 3;

    private static final int MOST_NAMES = 10;

    private Words() {}

    static String until(Instant instant) {
        return UNTIL.format(instant);
    }

    static String names(List<String> people) {
        if (people.isEmpty()) {
            return "whoever may decide";
        }
        String first = people.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return people.size() <= MOST_NAMES ? first : first + " and " + (people.size() - MOST_NAMES) + " more";
    }

    /** The comment with plan and quote. */
    static String plan(String plan, Cost cost, Policy policy, ContextEvent.Collected context) {
        String incomplete =
                context.complete() ? "" : "\n\nNot all files of the repository fitted: the plan may miss something.";
        return plan + incomplete + "\n\n---\n" + quote(cost, policy.fixRounds());
    }

    private static String quote(Cost cost, int fixRounds) {
        String spent = "Planning cost " + cost.text() + ".";
        if (cost.known() == null || !cost.complete()) {
            return spent;
        }
        return spent + " The change will cost about " + times(cost.known(), PLANS_PER_EDIT) + ", and up to "
                + times(cost.known(), PLANS_PER_EDIT * (1L + fixRounds)) + " if the build needs mending "
                + fixRounds + " times.";
    }

    private static String times(Money money, long factor) {
        BigInteger nanos = BigInteger.valueOf(money.nanos()).multiply(BigInteger.valueOf(factor));
        long most = nanos.min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
        return Cost.text(new Money(most, money.currency()));
    }
}
