package dev.millrace.approval.signin;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/** Reads ID tokens, and believes only those for us (OpenID Connect Core 1.0, section 3.1.3.7). Thread-safe. */
final class IdTokens {

    /** Clocks differ. */
    private static final int SKEW_SECONDS = 60;

    private static final Map<Integer, String> REASONS = Map.of(
            ErrorCodes.AUDIENCE_INVALID, "for somebody else",
            ErrorCodes.EXPIRED, "expired",
            ErrorCodes.ISSUER_INVALID, "of another issuer",
            ErrorCodes.SIGNATURE_INVALID, "not signed by the provider");

    private final String issuer;
    private final String client;
    private final String subjectClaim;
    private final Clock clock;

    /** @param subjectClaim which claim is the account's lasting name */
    IdTokens(String issuer, String client, String subjectClaim, Clock clock) {
        this.issuer = issuer;
        this.client = client;
        this.subjectClaim = subjectClaim;
        this.clock = clock;
    }

    /** What a token is worth. */
    sealed interface Checked {

        record Good(Account account) implements Checked {}

        /** It is signed, with a key that is not among those given. */
        record UnknownKey() implements Checked {}

        /** @param why a clause for the log, without anything of the token */
        record Bad(String why) implements Checked {}
    }

    Checked check(String token, List<JsonWebKey> keys, String nonce) {
        try {
            JwtClaims claims = consumer(keys).processToClaims(token);
            if (!nonce.equals(claims.getClaimValue("nonce"))) {
                return new Checked.Bad("its token was made for another attempt");
            }
            if (!claims.getAudience().equals(List.of(client))) {
                return new Checked.Bad("its token is for others, too");
            }
            return new Checked.Good(account(claims));
        } catch (InvalidJwtException e) {
            return e.getCause() instanceof UnresolvableKeyException
                    ? new Checked.UnknownKey()
                    : new Checked.Bad("its token is not valid: " + reasons(e));
        } catch (MalformedClaimException | IllegalArgumentException e) {
            return new Checked.Bad("its token cannot be understood: " + e.getMessage());
        }
    }

    /** Only signatures that need the provider's private key; never none, and never a shared secret. */
    private JwtConsumer consumer(List<JsonWebKey> keys) {
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(
                        ConstraintType.PERMIT,
                        AlgorithmIdentifiers.RSA_USING_SHA256,
                        AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys))
                .setExpectedIssuer(issuer)
                .setExpectedAudience(client)
                .setRequireSubject()
                .setRequireIssuedAt()
                .setRequireExpirationTime()
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .setAllowedClockSkewInSeconds(SKEW_SECONDS)
                .build();
    }

    private Account account(JwtClaims claims) {
        String subject = text(claims, subjectClaim);
        if (subject == null) {
            throw new IllegalArgumentException("it has no claim " + subjectClaim);
        }
        String email = text(claims, "email");
        String label = Objects.requireNonNullElse(
                text(claims, "preferred_username"), Objects.requireNonNullElse(email, subject));
        return new Account(subject, vouches(claims) ? email : null, label);
    }

    /** Whether the address is the account's own. Microsoft Entra ID tells it by another claim, if it is asked to. */
    private static boolean vouches(JwtClaims claims) {
        return isTrue(claims.getClaimValue("email_verified")) || isTrue(claims.getClaimValue("xms_edov"));
    }

    private static boolean isTrue(@Nullable Object value) {
        return value != null && List.of("true", "1").contains(value.toString());
    }

    private static @Nullable String text(JwtClaims claims, String name) {
        return claims.getClaimValue(name) instanceof String text && !text.isBlank() ? text : null;
    }

    /** The library's own sentences hold whole tokens, which no log should. */
    private static String reasons(InvalidJwtException failure) {
        return failure.getErrorDetails().stream()
                .map(error -> REASONS.getOrDefault(error.getErrorCode(), "code " + error.getErrorCode() + " of jose4j"))
                .collect(Collectors.joining(", "));
    }
}
