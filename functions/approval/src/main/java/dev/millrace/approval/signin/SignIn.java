package dev.millrace.approval.signin;

import dev.millrace.approval.ApprovalConfig;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The two steps of signing in: to the provider, and back. */
@Singleton
public class SignIn {

    /** Where the provider sends people back to, below the gateway's address. */
    public static final String BACK = "/approvals/signed-in";

    private static final Logger LOG = Logger.getLogger(SignIn.class);

    private final Provider provider;
    private final Sessions sessions;
    private final boolean possible;
    private final URI back;
    private final SecureRandom random = new SecureRandom();

    @Inject
    SignIn(Provider provider, Sessions sessions, SignInConfig signIn, ApprovalConfig config) {
        this.provider = provider;
        this.sessions = sessions;
        this.possible = signIn.issuer().isPresent() && signIn.clientId().isPresent();
        this.back = URI.create(config.address().toString().replaceAll("/+$", "") + BACK);
    }

    /** What comes next. */
    public sealed interface Step {

        /** @param cookie what the browser must keep */
        record Onward(String location, String cookie) implements Step {}

        /** Nobody signed in, or it was not begun in this browser. */
        record Nobody() implements Step {}

        /** The provider cannot be asked. */
        record Away() implements Step {}
    }

    /** Whether a provider is configured. */
    public boolean isPossible() {
        return possible;
    }

    /**
     * To the provider. Whoever is signed in already is asked as whom else.
     *
     * @param page path and query of the page to come back to
     * @param session the cookie of who signed in before, empty for none
     */
    public Uni<Step> begin(String page, String session) {
        Flow flow = Flow.begin(page, random);
        boolean anew = sessions.account(session).isPresent();
        return orAway(provider.authorization(flow, back, anew)
                .map(location -> new Step.Onward(location, sessions.attempt(flow))));
    }

    /**
     * And back.
     *
     * @param attempt the cookie of the first step
     * @param state that the provider handed back
     */
    public Uni<Step> finish(String attempt, String state, String code) {
        Optional<Flow> begun =
                sessions.flow(attempt).filter(flow -> flow.state().equals(state));
        if (begun.isEmpty() || code.isEmpty()) {
            return Uni.createFrom().item(new Step.Nobody());
        }
        Flow flow = begun.get();
        return orAway(provider.account(flow, code, back)
                .map(found -> found.<Step>map(account -> new Step.Onward(flow.page(), sessions.session(account)))
                        .orElseGet(Step.Nobody::new)));
    }

    private static Uni<Step> orAway(Uni<? extends Step> step) {
        return step.<Step>map(taken -> taken).onFailure().recoverWithItem(failure -> {
            LOG.warnf("The OpenID provider cannot be asked: %s", failure.getMessage());
            return new Step.Away();
        });
    }
}
