package dev.millrace.approval.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Stands in for an OpenID provider, and says so. It speaks the protocol: discovery, authorization code with PKCE, signed
 * tokens. Whoever comes is signed in as whom the test says, without being asked.
 */
@SuppressWarnings("NullAway.Init") // start comes first
public class StandInProvider implements QuarkusTestResourceLifecycleManager {

    private static final String CLIENT = "millrace-tests";
    private static final String SECRET = "secret of: the tests";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private HttpServer server;
    private volatile TokenMint mint = new TokenMint();
    private volatile Instant now = Instant.EPOCH;
    private volatile Consumer<ObjectNode> claims = claims -> {};
    private volatile TokenMint.Seal seal = TokenMint.Seal.RIGHT;
    private volatile boolean away;
    private volatile String gateway = "";

    /** Whom the next tokens are about; everything else is as it should be. */
    void signsIn(String email, Instant time) {
        now = time;
        seal = TokenMint.Seal.RIGHT;
        away = false;
        claims = claims ->
                claims.put("sub", "subject of " + email).put("email", email).put("email_verified", true);
    }

    /** What the next tokens say otherwise. */
    void says(Consumer<ObjectNode> otherwise) {
        claims = claims.andThen(otherwise);
    }

    void seals(TokenMint.Seal how) {
        seal = how;
    }

    /** Another key signs from now on, and is published. */
    void rotatesKeys() {
        mint = new TokenMint();
    }

    void goesAway() {
        away = true;
    }

    /** Sends browsers there that should go to the gateway. */
    void reachesTheGatewayAt(String origin) {
        gateway = origin;
    }

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
        return Map.of(
                "millrace.approval.sign-in.issuer", issuer(),
                "millrace.approval.sign-in.client-id", CLIENT,
                "millrace.approval.sign-in.client-secret", SECRET);
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(StandInProvider.class));
    }

    @Override
    public void stop() {
        server.stop(0);
    }

    /** Another site than 127.0.0.1, as browsers see it. */
    private String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (away) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/.well-known/openid-configuration" -> send(exchange, 200, metadata());
                case "/jwks" -> send(exchange, 200, mint.keySet());
                case "/authorize" -> authorize(exchange);
                case "/token" -> token(exchange);
                default -> exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private ObjectNode metadata() {
        return JSON.createObjectNode()
                .put("issuer", issuer())
                .put("authorization_endpoint", issuer() + "/authorize")
                .put("token_endpoint", issuer() + "/token")
                .put("jwks_uri", issuer() + "/jwks");
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> wish = fields(exchange.getRequestURI().getRawQuery());
        String code = UUID.randomUUID().toString();
        codes.put(code, wish);
        String back = wish.getOrDefault("redirect_uri", "");
        String reached = gateway.isEmpty() ? back : back.replaceFirst("https?://[^/]+", gateway);
        byte[] page =
                ("<!DOCTYPE html><html lang=en><title>Stand-in</title><h1>This stands in for an identity provider</h1>"
                                + "<a href='" + reached + "?code=" + code + "&amp;state=" + wish.get("state")
                                + "'>Go on</a>")
                        .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = fields(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> wish = codes.remove(form.getOrDefault("code", ""));
        if (!isClient(exchange)) {
            send(exchange, 401, JSON.createObjectNode().put("error", "invalid_client"));
        } else if (wish == null
                || !form.getOrDefault("redirect_uri", "").equals(wish.get("redirect_uri"))
                || !challenge(form.getOrDefault("code_verifier", "")).equals(wish.get("code_challenge"))) {
            send(exchange, 400, JSON.createObjectNode().put("error", "invalid_grant"));
        } else {
            send(
                    exchange,
                    200,
                    JSON.createObjectNode()
                            .put("access_token", "opaque")
                            .put("token_type", "Bearer")
                            .put("id_token", idToken(wish.getOrDefault("nonce", ""))));
        }
    }

    private String idToken(String nonce) {
        ObjectNode said = JSON.createObjectNode()
                .put("iss", issuer())
                .put("aud", CLIENT)
                .put("iat", now.getEpochSecond())
                .put("exp", now.getEpochSecond() + 300)
                .put("nonce", nonce);
        claims.accept(said);
        return mint.token(said, seal);
    }

    private static boolean isClient(HttpExchange exchange) {
        String encoded = CLIENT + ":" + "secret+of%3A+the+tests";
        return ("Basic " + Base64.getEncoder().encodeToString(encoded.getBytes(StandardCharsets.UTF_8)))
                .equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private static String challenge(String verifier) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> fields(String encoded) {
        Map<String, String> fields = new HashMap<>();
        new QueryStringDecoder(encoded, false)
                .parameters()
                .forEach((name, values) -> fields.put(name, values.getFirst()));
        return fields;
    }

    private static void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
