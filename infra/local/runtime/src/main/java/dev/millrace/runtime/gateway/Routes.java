package dev.millrace.runtime.gateway;

import dev.millrace.runtime.manifest.RouteManifest;
import dev.millrace.runtime.manifest.RouteManifest.PathMatch;
import dev.millrace.runtime.manifest.ServiceManifest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Which function answers which public path. Exact beats prefix, and the longer path beats the shorter. */
public final class Routes {

    private final List<Route> routes;

    private Routes(List<Route> routes) {
        this.routes = routes;
    }

    /**
     * A public path and who answers it.
     *
     * @param host by which the function is addressed in a cluster, and so here
     * @param timeoutSeconds after which the function's silence is a 504
     */
    record Route(List<String> segments, boolean exact, String service, String host, int timeoutSeconds) {

        private boolean matches(List<String> path) {
            return exact
                    ? path.equals(segments)
                    : path.size() >= segments.size()
                            && path.subList(0, segments.size()).equals(segments);
        }
    }

    /**
     * Reads the public paths.
     *
     * @throws IllegalArgumentException when a route names an unknown service, or two routes name the same path
     */
    public static Routes of(Collection<RouteManifest> manifests, Collection<ServiceManifest> services) {
        Map<String, ServiceManifest> known =
                services.stream().collect(Collectors.toMap(ServiceManifest::name, Function.identity()));
        var routes = new ArrayList<Route>();
        var seen = new HashSet<String>();
        for (RouteManifest manifest : manifests) {
            for (RouteManifest.Rule rule : manifest.spec().rules()) {
                ServiceManifest service = known.get(rule.service());
                if (service == null) {
                    throw new IllegalArgumentException(
                            "The route " + manifest.metadata().name() + " names the unknown service " + rule.service()
                                    + "; there are " + known.keySet());
                }
                for (RouteManifest.Match match : rule.matches()) {
                    Route route = route(match.path(), rule, service);
                    if (!seen.add(route.exact() + String.join("/", route.segments()))) {
                        throw new IllegalArgumentException(
                                "The route " + manifest.metadata().name() + " repeats the path "
                                        + match.path().value() + " of another route");
                    }
                    routes.add(route);
                }
            }
        }
        routes.sort(Comparator.comparingInt((Route route) -> route.segments().size())
                .thenComparing(Route::exact)
                .reversed());
        return new Routes(List.copyOf(routes));
    }

    Optional<Route> find(RequestPath.Clean path) {
        return routes.stream().filter(route -> route.matches(path.segments())).findFirst();
    }

    private static Route route(PathMatch path, RouteManifest.Rule rule, ServiceManifest service) {
        var segments = List.of(path.value().substring(1).split("/"));
        return new Route(
                segments,
                path.type() == PathMatch.Type.Exact,
                service.name(),
                rule.hostname(),
                service.timeoutSeconds());
    }
}
