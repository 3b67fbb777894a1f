package dev.millrace.forge.ado.wit;

import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.people.People;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.ticket.Ticket;
import java.time.Instant;
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
        return new WiqlParser(tokens(text), surroundings).query();
    }

    List<Ticket> run(List<Ticket> tickets) {
        return tickets.stream().filter(where).sorted(order).toList();
    }

    /** @param quoted whether it is a literal text, never a keyword */
    record Token(String text, boolean quoted) {

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

    static HttpProblem problem(String clause) {
        return new HttpProblem(400, "SyntaxErrorException", "TF51006: The query statement is wrong: " + clause + ".");
    }

    static String field(Token token) {
        String name = token.text().replaceAll("^\\[|\\]$", "");
        return FRIENDLY.getOrDefault(name.toLowerCase(Locale.ROOT), name);
    }
}
