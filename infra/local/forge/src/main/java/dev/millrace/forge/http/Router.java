package dev.millrace.forge.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table of routes. A pattern is a path whose segments are words or placeholders: {@code {name}} is one segment (which
 * may contain an encoded slash), {@code {name?}} one or none, and {@code {name...}} the rest. Words are compared without
 * regard to case; the first route that fits wins, words before placeholders.
 */
public final class Router {

    private final List<Route> routes = new ArrayList<>();

    public Router get(String pattern, Handler handler) {
        return add("GET", pattern, handler);
    }

    public Router post(String pattern, Handler handler) {
        return add("POST", pattern, handler);
    }

    public Router put(String pattern, Handler handler) {
        return add("PUT", pattern, handler);
    }

    public Router patch(String pattern, Handler handler) {
        return add("PATCH", pattern, handler);
    }

    public Router delete(String pattern, Handler handler) {
        return add("DELETE", pattern, handler);
    }

    public Router add(String method, String pattern, Handler handler) {
        int optional = pattern.indexOf("?}");
        if (optional < 0) {
            routes.add(new Route(method, List.of(pattern.split("/")), handler));
            return this;
        }
        int start = pattern.lastIndexOf('{', optional);
        String name = pattern.substring(start, optional) + "}";
        String rest = pattern.substring(optional + 2);
        add(method, pattern.substring(0, start) + name + rest, handler);
        String shorter = (pattern.substring(0, start) + rest.replaceFirst("^/", "")).replaceFirst("/$", "");
        return add(method, shorter, handler);
    }

    /**
     * Answers a call.
     *
     * @throws HttpProblem 404 when there is no such path, 405 when it takes other methods
     */
    public Reply route(Call call) {
        List<String> segments = List.of(call.path().replaceAll("^/+|/+$", "").split("/"));
        boolean otherMethod = false;
        Found best = null;
        for (Route route : routes) {
            Optional<Map<String, String>> match = route.match(segments);
            if (match.isEmpty()) {
                continue;
            }
            if (!route.method().equals(call.method())) {
                otherMethod = true;
            } else if (best == null || route.words() > best.route().words()) {
                best = new Found(route, match.get());
            }
        }
        if (best == null) {
            throw otherMethod
                    ? new HttpProblem(405, "", "The path does not take " + call.method() + ".")
                    : HttpProblem.notFound("There is no " + call.method() + " " + call.path() + " here.");
        }
        return best.route().handler().handle(call.with(best.parameters()));
    }

    private record Found(Route route, Map<String, String> parameters) {}

    private record Route(String method, List<String> pattern, Handler handler) {

        long words() {
            return pattern.stream().filter(word -> !word.startsWith("{")).count();
        }

        Optional<Map<String, String>> match(List<String> segments) {
            boolean open = pattern.getLast().endsWith("...}");
            if (open ? segments.size() < pattern.size() : segments.size() != pattern.size()) {
                return Optional.empty();
            }
            var parameters = new HashMap<String, String>();
            for (int i = 0; i < pattern.size(); i++) {
                String word = pattern.get(i);
                if (!word.startsWith("{")) {
                    if (!word.equalsIgnoreCase(segments.get(i))) {
                        return Optional.empty();
                    }
                } else if (word.endsWith("...}")) {
                    String rest = String.join("/", segments.subList(i, segments.size()));
                    parameters.put(word.substring(1, word.length() - 4), decode(rest));
                } else {
                    parameters.put(word.substring(1, word.length() - 1), decode(segments.get(i)));
                }
            }
            return Optional.of(parameters);
        }

        private static String decode(String segment) {
            try {
                return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw HttpProblem.badRequest("The path has a percent sign that encodes nothing.");
            }
        }
    }
}
