package dev.millrace.approval.signin;

import dev.millrace.approval.signin.IdTokens.Checked;
import dev.millrace.approval.signin.ProviderHttp.Reply;
import io.netty.handler.codec.http.QueryStringEncoder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * The OpenID provider (OpenID Connect Core 1.0, section 3.1; RFC 7636). Made when somebody signs in for the first time.
 * Everything fails when the provider does not answer, or not as the specification says. Thread-safe.
 */
@ApplicationScoped
class Provider {

    private static final Logger LOG = Logger.getLogger(Provider.class);
    private static final Duration FRESH = Duration.ofMinutes(10);
    private static final String SCOPE = "openid email profile";

    private final String issuer;
    private final String client;
    private final Optional<String> secret;
    private final ProviderHttp http;
    private final IdTokens tokens;
    private final Clock clock;

    @Nullable
    private volatile Remembered remembered;

    Provider(Vertx vertx, SignInConfig config, Clock clock) {
        this.issuer = config.issuer().orElseThrow().toString();
        this.client = config.clientId().orElseThrow();
        this.secret = config.clientSecret();
        this.http = new ProviderHttp(vertx);
        this.tokens = new IdTokens(issuer, client, config.subjectClaim(), clock);
        this.clock = clock;
    }

    /** What the provider says of itself. */
    private record Known(Metadata metadata, List<JsonWebKey> keys) {}

    private record Remembered(Known known, Instant until) {}

    /**
     * Where the browser goes to sign in.
     *
     * @param anew whether people choose their account although they are signed in
     */
    Uni<String> authorization(Flow flow, URI back, boolean anew) {
        return known().map(known -> {
            var query = new QueryStringEncoder("");
            query.addParam("response_type", "code");
            query.addParam("client_id", client);
            query.addParam("redirect_uri", back.toString());
            query.addParam("scope", SCOPE);
            query.addParam("state", flow.state());
            query.addParam("nonce", flow.nonce());
            query.addParam("code_challenge", flow.challenge());
            query.addParam("code_challenge_method", "S256");
            if (anew) {
                query.addParam("prompt", "select_account");
            }
            URI address = known.metadata().authorization();
            return address
                    + (address.getRawQuery() == null ? "?" : "&")
                    + query.toString().substring(1);
        });
    }

    /** @return who signed in; empty when the code, or what came for it, is not good */
    Uni<Optional<Account>> account(Flow flow, String code, URI back) {
        return known().chain(known -> token(known.metadata(), flow, code, back))
                .chain(token -> token.map(given -> checked(given, flow))
                        .orElseGet(() -> Uni.createFrom().item(Optional.empty())));
    }

    private Uni<Optional<String>> token(Metadata metadata, Flow flow, String code, URI back) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", back.toString());
        form.put("client_id", client);
        form.put("code_verifier", flow.verifier());
        return http.post(metadata.token(), form, metadata.credentials(client, secret, form))
                .map(Provider::idToken);
    }

    private static Optional<String> idToken(Reply reply) {
        if (reply.status() == 200) {
            return Optional.of(reply.text("id_token"));
        }
        if (reply.status() == 400 && "invalid_grant".equals(reply.json().getValue("error"))) {
            LOG.warn("A sign-in came to nothing: the provider does not take the code");
            return Optional.empty();
        }
        throw new IllegalStateException("its token endpoint answered " + reply.status() + " "
                + reply.json().getValue("error") + "; check the client's id and secret and the redirect address");
    }

    /** A key that is not known may be new. */
    private Uni<Optional<Account>> checked(String token, Flow flow) {
        return known().map(known -> tokens.check(token, known.keys(), flow.nonce()))
                .chain(checked -> checked instanceof Checked.UnknownKey
                        ? read().map(known -> tokens.check(token, known.keys(), flow.nonce()))
                        : Uni.createFrom().item(checked))
                .map(checked -> switch (checked) {
                    case Checked.Good(Account account) -> Optional.of(account);
                    case Checked.UnknownKey unknown ->
                        nobody("its token is signed with a key that it does not publish");
                    case Checked.Bad(String why) -> nobody(why);
                });
    }

    private static Optional<Account> nobody(String why) {
        LOG.warnf("A sign-in came to nothing: %s", why);
        return Optional.empty();
    }

    private Uni<Known> known() {
        Remembered before = remembered;
        return before != null && clock.instant().isBefore(before.until())
                ? Uni.createFrom().item(before.known())
                : read();
    }

    private Uni<Known> read() {
        return http.get(URI.create(issuer.replaceAll("/+$", "") + "/.well-known/openid-configuration"))
                .map(reply -> Metadata.read(issuer, reply.good()))
                .chain(metadata -> http.get(metadata.keys()).map(reply -> new Known(metadata, keys(reply))))
                .invoke(known ->
                        remembered = new Remembered(known, clock.instant().plus(FRESH)));
    }

    private static List<JsonWebKey> keys(Reply reply) {
        try {
            return new JsonWebKeySet(reply.good().encode()).getJsonWebKeys();
        } catch (JoseException e) {
            throw new IllegalStateException("its keys cannot be read: " + e.getMessage(), e);
        }
    }
}
