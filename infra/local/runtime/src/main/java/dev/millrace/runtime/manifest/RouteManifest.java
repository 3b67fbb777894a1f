package dev.millrace.runtime.manifest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A public path ({@code gateway.networking.k8s.io/v1} HTTPRoute). The function is cluster-local; the rewritten host name
 * says which one answers.
 */
public record RouteManifest(String apiVersion, String kind, Metadata metadata, Spec spec) {

    public RouteManifest {
        Expect.exactly("gateway.networking.k8s.io/v1", apiVersion, "apiVersion");
        Expect.exactly("HTTPRoute", kind, "kind");
        Expect.present(metadata, "metadata");
        Expect.present(spec, "spec");
    }

    /** The public host names are the cluster's; locally there is one door on loopback. */
    public record Spec(
            @Nullable List<ParentRef> parentRefs, @Nullable List<String> hostnames, List<Rule> rules) {

        public Spec {
            Expect.that(rules != null && !rules.isEmpty(), "spec.rules must hold at least one rule");
            rules = List.copyOf(rules);
        }
    }

    /** The cluster's gateway. */
    public record ParentRef(
            @Nullable String group,
            @Nullable String kind,
            String name,
            @Nullable String namespace,
            @Nullable String sectionName,
            @Nullable Integer port) {}

    /** Paths and the function that answers them. */
    public record Rule(
            @Nullable String name,
            List<Match> matches,
            List<Filter> filters,
            @Nullable List<BackendRef> backendRefs) {

        public Rule {
            Expect.that(
                    matches != null && !matches.isEmpty(),
                    "matches must name the paths; without one the rule would expose every path of the function");
            matches = List.copyOf(matches);
            Expect.only(filters, "filters", "one URLRewrite that names the function by its host");
        }

        /** The Service's name: the first label of the rewritten host. */
        public String service() {
            String host = filters.getFirst().urlRewrite().hostname();
            return host.substring(0, host.indexOf('.'));
        }

        /** The host by which the function is addressed in a cluster. */
        public String hostname() {
            return filters.getFirst().urlRewrite().hostname();
        }
    }

    /** One condition. Methods, headers and query parameters are left to the function. */
    public record Match(PathMatch path) {

        public Match {
            Expect.present(path, "path");
        }
    }

    /** A path. The event roots and Quarkus' own pages are never public. */
    public record PathMatch(Type type, String value) {

        public PathMatch {
            type = type == null ? Type.PathPrefix : type;
            Expect.present(value, "path.value");
            Expect.that(
                    value.matches("(/[A-Za-z0-9._~-]+)+/?") && !value.matches(".*/\\.{1,2}(/.*|$)"),
                    "path.value must be plain segments like /hooks or /v1/models, not " + value);
            Expect.that(
                    !value.equals("/q") && !value.startsWith("/q/"),
                    "path.value must not be /q: a function's health and metrics are not public");
        }

        /** Named as in the YAML. */
        public enum Type {
            PathPrefix,
            Exact
        }
    }

    /** What happens to a request on its way. */
    public record Filter(String type, UrlRewrite urlRewrite) {

        public Filter {
            Expect.exactly("URLRewrite", type, "filters.type");
            Expect.present(urlRewrite, "filters.urlRewrite");
        }
    }

    /** Addresses the function. */
    public record UrlRewrite(String hostname) {

        public UrlRewrite {
            Expect.that(
                    hostname != null && hostname.matches("[a-z]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9-]+)+"),
                    "urlRewrite.hostname must be <service>.<namespace>.svc.cluster.local, not " + hostname);
        }
    }

    /** The cluster's internal gateway. */
    public record BackendRef(
            @Nullable String group,
            @Nullable String kind,
            String name,
            @Nullable String namespace,
            @Nullable Integer port) {}
}
