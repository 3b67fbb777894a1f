package dev.millrace.approval.signin;

import dev.millrace.approval.link.SigningKeys;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Who signed in, and attempts to, as signed texts that a browser keeps in cookies. */
@Singleton
class Sessions {

    /** Long enough for a password that was forgotten. */
    private static final Duration ATTEMPT_LIFE = Duration.ofMinutes(10);

    private static final String SESSION = "session";
    private static final String ATTEMPT = "sign-in";

    private final SigningKeys keys;
    private final SignInConfig config;
    private final Clock clock;

    Sessions(SigningKeys keys, SignInConfig config, Clock clock) {
        this.keys = keys;
        this.config = config;
        this.clock = clock;
    }

    /** @return empty when nobody signed in, or too long ago */
    Optional<Account> account(String cookie) {
        return read(SESSION, cookie).flatMap(Account::parse);
    }

    String session(Account account) {
        return write(SESSION, config.life(), account.text());
    }

    String attempt(Flow flow) {
        return write(ATTEMPT, ATTEMPT_LIFE, flow.text());
    }

    Optional<Flow> flow(String cookie) {
        return read(ATTEMPT, cookie).flatMap(Flow::parse);
    }

    private String write(String purpose, Duration life, String text) {
        return keys.sign(purpose, clock.instant().plus(life).getEpochSecond() + "\n" + text);
    }

    private Optional<String> read(String purpose, String signed) {
        return keys.read(purpose, signed).flatMap(text -> {
            int end = text.indexOf('\n');
            Instant expires = Instant.ofEpochSecond(Long.parseLong(text.substring(0, end)));
            return clock.instant().isBefore(expires) ? Optional.of(text.substring(end + 1)) : Optional.empty();
        });
    }
}
