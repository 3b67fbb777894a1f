package dev.millrace.forge.people;

import dev.millrace.forge.git.Signature;
import dev.millrace.forge.store.Kind;
import java.time.Instant;

/** Somebody with an account. */
public record Person(long number, String login, String name, String mail) {

    public static final Kind<Person> KIND = new Kind<>("person", Person.class, Person::login);

    public String guid() {
        return Guid.of("person", number);
    }

    public Signature signature(Instant at) {
        return new Signature(name, mail, at);
    }
}
