package dev.millrace.platform.access;

import dev.millrace.contracts.Digest;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Knows operators by their bearer token (RFC 6750, section 2.1). Without a configured token nobody is one. */
@Singleton
public class Operators {

    private static final String BEARER = "Bearer ";

    private final Optional<Digest> token;

    Operators(@ConfigProperty(name = "millrace.operator.token") Optional<String> token) {
        // A blank secret must not let everybody in who sends a blank token.
        this.token = token.map(String::strip).filter(text -> !text.isEmpty()).map(Digest::of);
    }

    /** @param authorization the request's Authorization header, null when it has none */
    public boolean isOperator(@Nullable String authorization) {
        return authorization != null
                && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && token.isPresent()
                && token.get()
                        .matches(Digest.of(
                                authorization.substring(BEARER.length()).strip()));
    }
}
