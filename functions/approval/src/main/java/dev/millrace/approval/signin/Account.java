package dev.millrace.approval.signin;

import dev.millrace.contracts.directory.Person;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who signed in, as the provider tells it.
 *
 * @param subject lasting name at the provider, 1 to 255 characters
 * @param email that the provider vouches for, at most 254 characters; null when it vouches for none
 * @param label how people read the account; it proves nothing
 */
record Account(String subject, @Nullable String email, String label) {

    private static final int LONGEST_SUBJECT = 255;
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_LABEL = 100;

    Account {
        require(subject, LONGEST_SUBJECT);
        if (email != null) {
            require(email, LONGEST_EMAIL);
        }
        label = label.codePoints()
                .filter(c -> !Character.isISOControl(c))
                .limit(LONGEST_LABEL)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static Optional<Account> parse(String text) {
        String[] parts = text.split("\n", -1);
        return parts.length == 3
                ? Optional.of(new Account(parts[0], parts[1].isEmpty() ? null : parts[1], parts[2]))
                : Optional.empty();
    }

    /** One line each; {@link #parse} reads it. */
    String text() {
        return subject + "\n" + (email == null ? "" : email) + "\n" + label;
    }

    /** A subject that the directory names is the only thing that counts; else the e-mail address, in any case. */
    boolean isOf(Person person) {
        return person.subject() == null
                ? email != null && email.equalsIgnoreCase(person.email())
                : person.subject().equals(subject);
    }

    private static void require(String value, int longest) {
        if (value.isBlank() || value.length() > longest || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "an account needs a subject, and a subject or e-mail address has at most " + longest
                            + " characters and no control characters");
        }
    }
}
