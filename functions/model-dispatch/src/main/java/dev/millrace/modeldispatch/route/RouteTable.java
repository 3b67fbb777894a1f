package dev.millrace.modeldispatch.route;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Upstreams and aliases by their names. Immutable. */
public final class RouteTable {

    public static final RouteTable EMPTY = new RouteTable(List.of(), List.of());

    private final Map<String, Upstream> upstreams;
    private final Map<String, Alias> aliases;

    /** @throws IllegalArgumentException when a name is used twice, or one is missing */
    public RouteTable(List<Upstream> upstreams, List<Alias> aliases) {
        this.upstreams = byName("upstreams", upstreams, Upstream::name);
        this.aliases = byName("aliases", aliases, Alias::name);
        for (Alias alias : aliases) {
            for (String upstream : alias.upstreams()) {
                if (!this.upstreams.containsKey(upstream)) {
                    throw new IllegalArgumentException("alias '" + alias.name() + "' names the upstream '" + upstream
                            + "', which upstreams does not list");
                }
            }
        }
    }

    public Optional<Alias> alias(String name) {
        return Optional.ofNullable(aliases.get(name));
    }

    public List<Alias> aliases() {
        return List.copyOf(aliases.values());
    }

    /** Whether any upstream of an alias offers an operation. */
    public boolean offers(String alias, Operation operation) {
        return alias(alias).stream()
                .flatMap(known -> upstreams(known).stream())
                .anyMatch(upstream -> upstream.offers().contains(operation));
    }

    /** Those of an alias, in its order. */
    List<Upstream> upstreams(Alias alias) {
        return alias.upstreams().stream().map(this::upstream).toList();
    }

    Upstream upstream(String name) {
        Upstream upstream = upstreams.get(name);
        if (upstream == null) {
            throw new IllegalArgumentException("there is no upstream '" + name + "'");
        }
        return upstream;
    }

    private static <T> Map<String, T> byName(String what, List<T> all, Function<T, String> name) {
        var byName = new LinkedHashMap<String, T>();
        for (T each : all) {
            if (byName.put(name.apply(each), each) != null) {
                throw new IllegalArgumentException(what + " has '" + name.apply(each) + "' twice");
            }
        }
        return byName;
    }
}
