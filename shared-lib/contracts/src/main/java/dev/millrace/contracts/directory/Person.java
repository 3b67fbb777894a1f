package dev.millrace.contracts.directory;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody of a team.
 *
 * @param id short and lasting; unique among the tenant's people and groups
 * @param name as people read it; the id when unset
 * @param email null for nobody who reads mail
 * @param language BCP 47 tag in which they are written to; null leaves it to the tenant
 * @param subject lasting name of theirs at the OpenID provider, and then nothing else identifies them there; null leaves it
 *     to the e-mail address, if the provider vouches for it
 * @param accounts other names of theirs: logins and display names at the code hosts
 */
public record Person(
        String id,
        String name,
        @Nullable String email,
        @Nullable String language,
        @Nullable String subject,
        List<String> accounts) {

    public Person {
        requireId(id);
        name = name == null || name.isBlank() ? id : name;
        accounts = accounts == null ? List.of() : List.copyOf(accounts);
    }

    /**
     * Whether a code host means this person. Upper and lower case are the same, and {@code Name <mail>} means what it
     * says twice.
     */
    public boolean isCalled(String account) {
        List<String> said = Stream.of(account.split("[<>]"))
                .map(Person::plain)
                .filter(word -> !word.isEmpty())
                .toList();
        return names().map(Person::plain).anyMatch(said::contains);
    }

    private Stream<String> names() {
        Stream<String> own = email == null ? Stream.of(id, name) : Stream.of(id, name, email);
        return Stream.concat(own, accounts.stream());
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    static void requireId(@Nullable String id) {
        if (id == null || !id.matches("[a-z0-9][a-z0-9._-]{0,39}")) {
            throw new IllegalArgumentException(
                    "the id of a person or group has 1 to 40 lower-case letters, digits, dots,"
                            + " hyphens and underscores, unlike '" + id + "'");
        }
    }
}
