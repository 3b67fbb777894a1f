package dev.millrace.approval.link;

import dev.millrace.approval.Approval;
import dev.millrace.approval.ApprovalConfig;
import dev.millrace.contracts.Digest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Forms of the page, each for one use by one person on the diff that the page shows. That a form was used is known where
 * votes are counted.
 */
@Singleton
public class Forms {

    private static final int NONCE_BYTES = 16;

    private final SigningKeys keys;
    private final Clock clock;
    private final Duration life;
    private final SecureRandom random = new SecureRandom();

    @Inject
    Forms(SigningKeys keys, ApprovalConfig config, Clock clock) {
        this(keys, config.formLife(), clock);
    }

    Forms(SigningKeys keys, Duration life, Clock clock) {
        this.keys = keys;
        this.clock = clock;
        this.life = life;
    }

    /** What a form's token is worth. */
    public sealed interface Form {

        /** @param nonce names this one form */
        record Good(String nonce) implements Form {}

        /** It was good once: the page must be looked at again. */
        record Old() implements Form {}

        /** It was not made here, or for somebody else, or for another diff. */
        record Forged() implements Form {}
    }

    public String token(Approval approval, String person) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        String text = clock.instant().getEpochSecond() + " "
                + Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
        return keys.sign(purpose(approval, person, approval.question().diff()), text);
    }

    /** @param diff that the sender says the page showed */
    public Form read(Approval approval, String person, Digest diff, String token) {
        Optional<String> text = keys.read(purpose(approval, person, diff), token);
        if (text.isEmpty()) {
            return new Form.Forged();
        }
        String[] parts = text.get().split(" ", -1);
        Instant made = Instant.ofEpochSecond(Long.parseLong(parts[0]));
        return clock.instant().isBefore(made.plus(life)) ? new Form.Good(parts[1]) : new Form.Old();
    }

    private static String purpose(Approval approval, String person, Digest diff) {
        return "form " + approval.tenant() + " " + approval.id() + " " + person + " " + diff;
    }
}
