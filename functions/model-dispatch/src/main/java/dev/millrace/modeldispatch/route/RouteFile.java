package dev.millrace.modeldispatch.route;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.millrace.contracts.DataClassification;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The routing table as its file has it. */
public record RouteFile(
        @Nullable List<Entry> upstreams, @Nullable List<Alias> aliases) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

    /** Hosts that data sent to has not left this network: loopback, private addresses, names without a public suffix. */
    private static final Pattern NEAR =
            Pattern.compile("localhost|127(\\.\\d+){3}|\\[::1]|10(\\.\\d+){3}|192\\.168(\\.\\d+){2}"
                    + "|172\\.(1[6-9]|2\\d|3[01])(\\.\\d+){2}|[a-z0-9-]+|.*\\.(svc|local|internal)");

    /**
     * @param lookup gives the value of an environment variable
     * @throws IllegalArgumentException when something is not valid, saying what
     */
    public RouteTable resolve(Function<String, Optional<String>> lookup) {
        var variables = new Variables(lookup);
        return new RouteTable(
                Objects.requireNonNullElse(upstreams, List.<Entry>of()).stream()
                        .map(entry -> entry.resolve(variables))
                        .toList(),
                Objects.requireNonNullElse(aliases, List.of()));
    }

    /**
     * An {@link Upstream} with what is left out and what the environment decides. Variables are replaced in {@code url},
     * {@code model}, {@code secret} and {@code key}.
     */
    record Entry(
            @Nullable String name,
            Upstream.@Nullable Kind kind,
            @Nullable String url,
            @Nullable String model,
            @Nullable String priced,
            @Nullable String secret,
            @Nullable String key,
            @Nullable String region,
            @Nullable DataClassification classification,
            @Nullable Set<Operation> offers,
            @Nullable String apiVersion,
            @Nullable Duration timeout,
            @Nullable Duration idle,
            @Nullable Bound bound,
            @Nullable Double goldenScore) {

        private static final Duration USUAL_TIMEOUT = Duration.ofMinutes(2);
        private static final Duration USUAL_IDLE = Duration.ofSeconds(60);
        private static final String USUAL_AZURE_VERSION = "2024-10-21";
        private static final String ANTHROPIC_VERSION = "2023-06-01";

        Upstream resolve(Variables variables) {
            if (name == null || !NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "an upstream's name has 1 to 40 lower-case letters, digits and hyphens, unlike '" + name + "'");
            }
            Upstream.Kind spoken = kind == null ? Upstream.Kind.OPENAI : kind;
            URI address = address(variables, spoken);
            String called = variables.expand(require("model", model));
            return new Upstream(
                    name,
                    spoken,
                    address,
                    called,
                    priced == null ? called : priced,
                    blankAsNull(secret == null ? "" : variables.expand(secret)),
                    key(variables),
                    region(address),
                    classification == null ? DataClassification.PUBLIC : classification,
                    offers == null ? spoken.usual() : Set.copyOf(offers),
                    apiVersion(spoken),
                    positive("timeout", timeout == null ? USUAL_TIMEOUT : timeout),
                    positive("idle", idle == null ? USUAL_IDLE : idle),
                    bound == null ? Bound.MAX_TOKENS.field() : bound.field(),
                    goldenScore);
        }

        private URI address(Variables variables, Upstream.Kind spoken) {
            URI address = URI.create(variables.expand(require("url", url)).strip());
            String scheme = address.getScheme();
            if (address.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
                throw new IllegalArgumentException(
                        "upstream '" + name + "' needs a url such as https://api.example.com/v1, unlike " + address);
            }
            String path = address.getPath().replaceAll("/+$", "");
            boolean bare = path.isEmpty() && spoken != Upstream.Kind.AZURE;
            return address.resolve(bare ? "/v1" : path.isEmpty() ? "/" : path);
        }

        /** A key in the file would be a secret in Git. */
        private @Nullable String key(Variables variables) {
            if (key == null) {
                return null;
            }
            if (!Variables.isReference(key)) {
                throw new IllegalArgumentException("upstream '" + name
                        + "' needs a key such as ${MILLRACE_MODEL_KEY:} or the name of a secret, not the key itself");
            }
            return blankAsNull(variables.expand(key));
        }

        /** An address that the environment moved away is not local, whatever the file says. */
        private String region(URI address) {
            String named = region == null ? "unknown" : region.toLowerCase(Locale.ROOT);
            boolean near =
                    NEAR.matcher(address.getHost().toLowerCase(Locale.ROOT)).matches();
            return named.equals(Upstream.LOCAL) && !near ? "unknown" : named;
        }

        private String apiVersion(Upstream.Kind spoken) {
            if (apiVersion != null) {
                return apiVersion;
            }
            return switch (spoken) {
                case AZURE -> USUAL_AZURE_VERSION;
                case ANTHROPIC -> ANTHROPIC_VERSION;
                case OPENAI -> "";
            };
        }

        private String require(String field, @Nullable String value) {
            if (value == null || value.isBlank()) {
                throw new IllegalArgumentException("upstream '" + name + "' needs a " + field);
            }
            return value;
        }

        private Duration positive(String field, Duration value) {
            if (!value.isPositive()) {
                throw new IllegalArgumentException(
                        "upstream '" + name + "' needs a " + field + " such as PT30S, unlike " + value);
            }
            return value;
        }

        private static @Nullable String blankAsNull(String text) {
            return text.isBlank() ? null : text.strip();
        }
    }

    /** The field that bounds an answer where the caller did not. */
    enum Bound {
        @JsonProperty("max_tokens")
        MAX_TOKENS("max_tokens"),
        @JsonProperty("max_completion_tokens")
        MAX_COMPLETION_TOKENS("max_completion_tokens"),
        @JsonProperty("none")
        NONE("");

        private final String field;

        Bound(String field) {
            this.field = field;
        }

        String field() {
            return field;
        }
    }
}
