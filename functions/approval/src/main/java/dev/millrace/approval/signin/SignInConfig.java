package dev.millrace.approval.signin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where people sign in. Without issuer and client nobody can. */
@ConfigMapping(prefix = "millrace.approval.sign-in")
public interface SignInConfig {

    /**
     * The OpenID provider exactly as its tokens name it, such as {@code https://login.microsoftonline.com/<tid>/v2.0}; its
     * metadata is at {@code /.well-known/openid-configuration} below.
     */
    Optional<URI> issuer();

    @WithName("client-id")
    Optional<String> clientId();

    /** Left out for a public client. */
    @WithName("client-secret")
    Optional<String> clientSecret();

    /** The claim with which a directory's {@code subject} is compared: {@code oid} for Microsoft Entra ID. */
    @WithName("subject-claim")
    @WithDefault("sub")
    String subjectClaim();

    /** How long somebody stays signed in. */
    @WithDefault("PT1H")
    Duration life();
}
