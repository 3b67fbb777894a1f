package dev.millrace.approval.signin;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What a provider says of itself (OpenID Connect Discovery 1.0, section 3), as far as it is needed.
 *
 * @param secretInForm whether it takes a client's secret only in the form
 */
record Metadata(URI authorization, URI token, URI keys, boolean secretInForm) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** @throws IllegalStateException when it is of another provider, or names an address that is not safe */
    static Metadata read(String issuer, JsonObject document) {
        if (!issuer.equals(document.getValue("issuer"))) {
            throw new IllegalStateException("its metadata is of " + document.getValue("issuer") + " and not of "
                    + issuer + "; set MILLRACE_APPROVAL_SIGN_IN_ISSUER to one provider, exactly as it names itself");
        }
        requireSafe("issuer", issuer);
        Object methods = document.getValue("token_endpoint_auth_methods_supported");
        return new Metadata(
                endpoint(document, "authorization_endpoint"),
                endpoint(document, "token_endpoint"),
                endpoint(document, "jwks_uri"),
                methods instanceof JsonArray named && !named.contains("client_secret_basic"));
    }

    /**
     * How the client proves itself (OpenID Connect Core 1.0, section 9): in the form, which is added to, or by the header.
     *
     * @return the header {@code Authorization}, empty for none
     */
    Optional<String> credentials(String client, Optional<String> secret, Map<String, String> form) {
        if (secret.isPresent() && secretInForm) {
            form.put("client_secret", secret.get());
            return Optional.empty();
        }
        return secret.map(given -> "Basic "
                + Base64.getEncoder()
                        .encodeToString((encoded(client) + ":" + encoded(given)).getBytes(StandardCharsets.UTF_8)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static URI endpoint(JsonObject document, String name) {
        if (document.getValue(name) instanceof String address) {
            return requireSafe(name, address);
        }
        throw new IllegalStateException("its metadata names no " + name);
    }

    /** Plain HTTP never leaves the machine. */
    private static URI requireSafe(String name, String address) {
        URI uri = URI.create(address);
        String host = Objects.requireNonNullElse(uri.getHost(), "");
        if ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && LOOPBACK.contains(host))) {
            return uri;
        }
        throw new IllegalStateException("its " + name + " must begin with https://, unlike " + address);
    }
}
