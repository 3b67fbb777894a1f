package dev.millrace.azure;

import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The application settings of the function app.
 *
 * @param broker ingress of the broker
 * @param database JDBC URL of PostgreSQL; the role is that of {@code workflows-host}
 * @param contentKey 32 bytes in base64url, the same in all rooms
 * @param keepContent how long the content that workflows write is kept
 */
record AzureConfig(
        URI broker, String database, String username, String password, String contentKey, Duration keepContent) {

    private static final String DEFAULT_KEEP = "P30D";

    /** @throws IllegalStateException naming the setting that is missing or wrong */
    static AzureConfig of(Map<String, String> environment) {
        return new AzureConfig(
                broker(environment),
                required(environment, "MILLRACE_DATABASE_URL"),
                required(environment, "MILLRACE_DATABASE_USERNAME"),
                required(environment, "MILLRACE_DATABASE_PASSWORD"),
                required(environment, "MILLRACE_CONTENT_KEY"),
                keep(environment.getOrDefault("MILLRACE_CONTENT_KEEP", DEFAULT_KEEP)));
    }

    private static URI broker(Map<String, String> environment) {
        String address = Optional.ofNullable(present(environment.get("K_SINK")))
                .orElseGet(() -> required(environment, "MILLRACE_BROKER"));
        try {
            URI uri = URI.create(address);
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).startsWith("http")) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new IllegalStateException(
                "K_SINK or MILLRACE_BROKER must be an http(s) address, unlike '" + address + "'");
    }

    private static Duration keep(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalStateException(
                    "MILLRACE_CONTENT_KEEP is a duration such as P30D, unlike '" + text + "'", e);
        }
    }

    private static String required(Map<String, String> environment, String name) {
        return Optional.ofNullable(present(environment.get(name)))
                .orElseThrow(() -> new IllegalStateException(
                        name + " is not set: add it to the application settings of the function app"));
    }

    private static @Nullable String present(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "AzureConfig[broker=" + broker + ", database=" + database + ", username=" + username + "]";
    }
}
