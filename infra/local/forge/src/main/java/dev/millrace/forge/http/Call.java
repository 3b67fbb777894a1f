package dev.millrace.forge.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.people.Person;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request on its way to a handler.
 *
 * @param path without the face's prefix, raw
 * @param parameters what the route's placeholders stand for, decoded
 * @param headers by their names in lower case
 * @param origin scheme, host and port as the caller knows them
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Call(
        String method,
        String path,
        Map<String, String> parameters,
        Map<String, List<String>> query,
        Map<String, String> headers,
        byte[] body,
        Person by,
        String origin) {

    /** A placeholder of the route; empty when the route has it not. */
    public String at(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** @throws HttpProblem 404 when the placeholder is no number */
    public long number(String name) {
        try {
            return Long.parseLong(at(name));
        } catch (NumberFormatException e) {
            throw HttpProblem.notFound("'" + at(name) + "' is no number.");
        }
    }

    public Optional<String> query(String name) {
        return queries(name).stream().findFirst();
    }

    public List<String> queries(String name) {
        return query.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** A number of the query; the default when it is missing, no number or negative. */
    public int query(String name, int otherwise) {
        try {
            int value = query(name).map(Integer::parseInt).orElse(otherwise);
            return value < 0 ? otherwise : value;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    public boolean asks(String name) {
        return query(name).filter("true"::equalsIgnoreCase).isPresent();
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The body; an empty object when there is none. */
    public JsonNode json() {
        return body.length == 0 ? Json.object() : Json.read(body);
    }

    Call with(Map<String, String> found) {
        return new Call(method, path, found, query, headers, body, by, origin);
    }
}
