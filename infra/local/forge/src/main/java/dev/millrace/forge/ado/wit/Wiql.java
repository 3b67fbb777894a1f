package dev.millrace.forge.ado.wit;

import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.people.People;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.ticket.Ticket;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The flat part of the Work Item Query Language: select, from WorkItems, where with and, or, not and brackets, order by,
 * asof is read over. Queries over links are not served.
 */
record Wiql(List<String> columns, Predicate<Ticket> where, Comparator<Ticket> order) {

    /** Fields by the names that people see. */
    private static final Map<String, String> FRIENDLY = Map.ofEntries(
            Map.entry("id", "System.Id"),
            Map.entry("title", Ticket.TITLE),
            Map.entry("state", Ticket.STATE),
            Map.entry("tags", Ticket.TAGS),
            Map.entry("work item type", Ticket.TYPE),
            Map.entry("assigned to", Ticket.ASSIGNEE),
            Map.entry("created by", Ticket.AUTHOR),
            Map.entry("created date", Ticket.CREATED),
            Map.entry("changed by", Ticket.CHANGED_BY),
            Map.entry("changed date", Ticket.CHANGED),
            Map.entry("team project", "System.TeamProject"),
            Map.entry("area path", "System.AreaPath"),
            Map.entry("iteration path", "System.IterationPath"));

    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(\\[[^\\]]+\\])|'((?:[^']|'')*)'|\"([^\"]*)\"|(<>|<=|>=|=|<|>|\\(|\\)|,|\\+|-)|(@?[\\w.]+))");

    /** What a query's macros stand for. */
    record Surroundings(Optional<String> project, Person me, Instant now, People people, boolean timePrecision) {}

    static Wiql parse(String text, Surroundings surroundings) {
        return new Parser(tokens(text), surroundings).query();
    }

    List<Ticket> run(List<Ticket> tickets) {
        return tickets.stream().filter(where).sorted(order).toList();
    }

    /** @param quoted whether it is a literal text, never a keyword */
    private record Token(String text, boolean quoted) {

        boolean is(String word) {
            return !quoted && text.equalsIgnoreCase(word);
        }
    }

    private static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.lookingAt()) {
            end = matcher.end();
            if (matcher.group(2) != null) {
                tokens.add(new Token(matcher.group(2).replace("''", "'"), true));
            } else if (matcher.group(3) != null) {
                tokens.add(new Token(matcher.group(3), true));
            } else {
                tokens.add(new Token(matcher.group().trim(), false));
            }
            matcher.region(end, text.length());
        }
        if (!text.substring(end).isBlank()) {
            throw problem("it cannot be read from '" + text.substring(end).trim() + "' on");
        }
        return tokens;
    }

    private static HttpProblem problem(String clause) {
        return new HttpProblem(400, "SyntaxErrorException", "TF51006: The query statement is wrong: " + clause + ".");
    }

    private static String field(Token token) {
        String name = token.text().replaceAll("^\\[|\\]$", "");
        return FRIENDLY.getOrDefault(name.toLowerCase(Locale.ROOT), name);
    }

    /** Reads from left to right. Not thread-safe. */
    private static final class Parser {

        private final List<Token> tokens;
        private final Surroundings surroundings;
        private int next;

        Parser(List<Token> tokens, Surroundings surroundings) {
            this.tokens = tokens;
            this.surroundings = surroundings;
        }

        Wiql query() {
            expect("select");
            List<String> columns = new ArrayList<>();
            do {
                columns.add(field(take()));
            } while (accept(","));
            expect("from");
            if (!take().is("WorkItems")) {
                throw problem("only 'FROM WorkItems' is served");
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
                throw problem("'" + tokens.get(next).text() + "' is not expected");
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

        private Comparator<Ticket> by(Token token) {
            var comparison = new Comparison(field(token), surroundings);
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
            var comparison = new Comparison(field(take()), surroundings);
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
                default -> throw problem("there is no operator '" + operator + "'");
            };
        }

        private static Predicate<Ticket> containing(Comparison comparison, String value) {
            return ticket -> comparison.contains(ticket, value);
        }

        /** A literal or a macro; days can be added to and taken from @today. */
        private String value() {
            Token token = take();
            if (token.quoted()) {
                return token.text();
            }
            if (token.is("-")) {
                return "-" + take().text();
            }
            if (token.is("@project")) {
                return surroundings.project().orElseThrow(() -> problem("@project needs a project in the path"));
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
                throw problem("a number of days is expected");
            }
        }

        private Token take() {
            if (next >= tokens.size()) {
                throw problem("it ends too early");
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
                throw problem("'" + word + "' is expected");
            }
        }
    }
}
