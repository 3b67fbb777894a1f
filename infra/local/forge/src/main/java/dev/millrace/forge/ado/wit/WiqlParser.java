package dev.millrace.forge.ado.wit;

import dev.millrace.forge.ticket.Ticket;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Reads from left to right. Not thread-safe. */
final class WiqlParser {

    private final List<Wiql.Token> tokens;
    private final Wiql.Surroundings surroundings;
    private int next;

    WiqlParser(List<Wiql.Token> tokens, Wiql.Surroundings surroundings) {
        this.tokens = tokens;
        this.surroundings = surroundings;
    }

    Wiql query() {
        expect("select");
        List<String> columns = new ArrayList<>();
        do {
            columns.add(Wiql.field(take()));
        } while (accept(","));
        expect("from");
        if (!take().is("WorkItems")) {
            throw Wiql.problem("only 'FROM WorkItems' is served");
        }
        Predicate<Ticket> where = accept("where") ? or() : ticket -> true;
        Comparator<Ticket> order = Comparator.comparingLong(Ticket::number);
        if (accept("order")) {
            expect("by");
            order = order();
        }
        if (accept("asof")) {
            take();
        }
        if (next < tokens.size()) {
            throw Wiql.problem("'" + tokens.get(next).text() + "' is not expected");
        }
        return new Wiql(columns, where, order);
    }

    private Comparator<Ticket> order() {
        Comparator<Ticket> order = by(take());
        while (accept(",")) {
            order = order.thenComparing(by(take()));
        }
        return order.thenComparing(Comparator.comparingLong(Ticket::number));
    }

    private Comparator<Ticket> by(Wiql.Token token) {
        var comparison = new Comparison(Wiql.field(token), surroundings);
        Comparator<Ticket> order = (left, right) -> comparison.compare(left, right.text(comparison.field()));
        if (accept("desc")) {
            return order.reversed();
        }
        accept("asc");
        return order;
    }

    private Predicate<Ticket> or() {
        Predicate<Ticket> left = and();
        while (accept("or")) {
            left = left.or(and());
        }
        return left;
    }

    private Predicate<Ticket> and() {
        Predicate<Ticket> left = not();
        while (accept("and")) {
            left = left.and(not());
        }
        return left;
    }

    private Predicate<Ticket> not() {
        if (accept("not")) {
            return not().negate();
        }
        if (accept("(")) {
            Predicate<Ticket> inner = or();
            expect(")");
            return inner;
        }
        return condition();
    }

    private Predicate<Ticket> condition() {
        var comparison = new Comparison(Wiql.field(take()), surroundings);
        boolean negated = accept("not");
        accept("ever");
        String operator = take().text().toLowerCase(Locale.ROOT);
        Predicate<Ticket> condition = condition(comparison, operator);
        return negated ? condition.negate() : condition;
    }

    private Predicate<Ticket> condition(Comparison comparison, String operator) {
        if (operator.equals("in")) {
            expect("(");
            List<String> values = new ArrayList<>();
            do {
                values.add(value());
            } while (accept(","));
            expect(")");
            return ticket -> values.stream().anyMatch(value -> comparison.equal(ticket, value));
        }
        if (operator.equals("contains") && accept("words")) {
            return containing(comparison, value());
        }
        String value = comparison.checked(value());
        return switch (operator) {
            case "=" -> ticket -> comparison.equal(ticket, value);
            case "<>" -> ticket -> !comparison.equal(ticket, value);
            case ">" -> ticket -> comparison.compare(ticket, value) > 0;
            case ">=" -> ticket -> comparison.compare(ticket, value) >= 0;
            case "<" -> ticket -> comparison.compare(ticket, value) < 0;
            case "<=" -> ticket -> comparison.compare(ticket, value) <= 0;
            case "contains" -> containing(comparison, value);
            case "under" -> ticket -> comparison.under(ticket, value);
            default -> throw Wiql.problem("there is no operator '" + operator + "'");
        };
    }

    private static Predicate<Ticket> containing(Comparison comparison, String value) {
        return ticket -> comparison.contains(ticket, value);
    }

    /** A literal or a macro; days can be added to and taken from @today. */
    private String value() {
        Wiql.Token token = take();
        if (token.quoted()) {
            return token.text();
        }
        if (token.is("-")) {
            return "-" + take().text();
        }
        if (token.is("@project")) {
            return surroundings.project().orElseThrow(() -> Wiql.problem("@project needs a project in the path"));
        }
        if (token.is("@me")) {
            return surroundings.me().login();
        }
        if (token.is("@today")) {
            int days = accept("-") ? -number() : accept("+") ? number() : 0;
            Instant today = surroundings.now().truncatedTo(ChronoUnit.DAYS);
            return today.plus(days, ChronoUnit.DAYS).toString().substring(0, 10);
        }
        return token.text();
    }

    private int number() {
        try {
            return Integer.parseInt(take().text());
        } catch (NumberFormatException e) {
            throw Wiql.problem("a number of days is expected");
        }
    }

    private Wiql.Token take() {
        if (next >= tokens.size()) {
            throw Wiql.problem("it ends too early");
        }
        return tokens.get(next++);
    }

    private boolean accept(String word) {
        if (next < tokens.size() && tokens.get(next).is(word)) {
            next++;
            return true;
        }
        return false;
    }

    private void expect(String word) {
        if (!accept(word)) {
            throw Wiql.problem("'" + word + "' is expected");
        }
    }
}
