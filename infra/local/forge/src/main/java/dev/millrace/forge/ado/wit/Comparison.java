package dev.millrace.forge.ado.wit;

import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.ticket.Ticket;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How a query compares a field: dates by day or to the millisecond, numbers as numbers, people whoever names them. */
record Comparison(String field, Wiql.Surroundings surroundings) {

    private static final Set<String> PEOPLE = Set.of(Ticket.ASSIGNEE, Ticket.AUTHOR, Ticket.CHANGED_BY);

    /** A value that fits the field. */
    String checked(String value) {
        if (isDate() && !value.isEmpty()) {
            boolean hasTime = value.length() > 10;
            if (hasTime && !surroundings.timePrecision()) {
                throw new HttpProblem(
                        400,
                        "SyntaxErrorException",
                        "TF51006: You cannot supply a time with the date when running a query using date precision;"
                                + " add timePrecision=true.");
            }
            instant(value);
        }
        return value;
    }

    boolean equal(Ticket ticket, String value) {
        if (PEOPLE.contains(field)) {
            Optional<Person> person = surroundings.people().find(value);
            return ticket.text(field).equalsIgnoreCase(person.map(Person::login).orElse(value));
        }
        return compare(ticket, value) == 0;
    }

    int compare(Ticket ticket, String value) {
        String mine = ticket.text(field);
        if (mine.isEmpty() || value.isEmpty()) {
            return Boolean.compare(!mine.isEmpty(), !value.isEmpty());
        }
        if (isDate()) {
            return instant(mine).compareTo(instant(value));
        }
        try {
            return Double.compare(Double.parseDouble(mine), Double.parseDouble(value));
        } catch (NumberFormatException e) {
            return mine.compareToIgnoreCase(value);
        }
    }

    /** Tags as whole words, everything else as part of the text. */
    boolean contains(Ticket ticket, String value) {
        if (field.equals(Ticket.TAGS)) {
            return ticket.tags().stream().anyMatch(tag -> tag.equalsIgnoreCase(value));
        }
        return ticket.text(field).toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT));
    }

    boolean under(Ticket ticket, String value) {
        String path = ticket.text(field).toLowerCase(Locale.ROOT);
        String root = value.toLowerCase(Locale.ROOT);
        return path.equals(root) || path.startsWith(root + "\\");
    }

    private boolean isDate() {
        return field.endsWith("Date");
    }

    private Instant instant(String text) {
        Instant instant;
        try {
            if (text.length() <= 10) {
                instant = LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            } else if (text.endsWith("Z")) {
                instant = Instant.parse(text.replace(' ', 'T'));
            } else {
                instant = LocalDateTime.parse(text.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
            }
        } catch (DateTimeParseException e) {
            throw HttpProblem.badRequest("TF51006: '" + text + "' is no date; write it as 2026-01-31.");
        }
        return surroundings.timePrecision() ? instant : instant.truncatedTo(ChronoUnit.DAYS);
    }
}
