package dev.millrace.forge.people;

import dev.millrace.forge.store.Store;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The accounts. */
public final class People {

    private final Store store;

    public People(Store store) {
        this.store = store;
    }

    /** The account of a login, made when it is not there. */
    public Person join(String login) {
        return store.find(Person.KIND, login)
                .orElseGet(() -> store.write(draft -> draft.find(Person.KIND, login)
                        .orElseGet(() -> draft.put(
                                Person.KIND,
                                new Person(
                                        draft.next("person"), login, displayName(login), login + "@millrace.test")))));
    }

    /** Somebody by login, number, UUID or mail address. */
    public Optional<Person> find(String handle) {
        Optional<Person> known = store.find(Person.KIND, handle);
        if (known.isPresent()) {
            return known;
        }
        return all().stream()
                .filter(person -> person.guid().equalsIgnoreCase(handle)
                        || person.mail().equalsIgnoreCase(handle)
                        || person.login().equalsIgnoreCase(handle)
                        || person.name().equalsIgnoreCase(handle)
                        || Long.toString(person.number()).equals(handle))
                .findFirst();
    }

    /** Somebody who may have no account any more: then one is made up, so that old records stay readable. */
    public Person named(String login) {
        return store.find(Person.KIND, login).orElseGet(() -> new Person(0, login, login, login + "@millrace.test"));
    }

    public List<Person> all() {
        return store.all(Person.KIND);
    }

    private static String displayName(String login) {
        return login.isEmpty() ? login : login.substring(0, 1).toUpperCase(Locale.ROOT) + login.substring(1);
    }
}
