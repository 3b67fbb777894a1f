package dev.millrace.notification.delivery;

import dev.millrace.contracts.directory.Channel;
import dev.millrace.contracts.directory.Person;
import dev.millrace.notification.message.Language;
import org.jspecify.annotations.Nullable;

/** One that is told something: a person by mail, or everybody in a channel. */
public sealed interface Target {

    /** Its name in the team directory; {@code email} for people whom a note names. */
    String channel();

    /** The person's id; null for a channel. */
    @Nullable
    String recipient();

    Language language();

    /** @param address as the directory has it */
    record Mail(String channel, Person person, String address, Language language) implements Target {

        @Override
        public String recipient() {
            return person.id();
        }
    }

    /** @param to anything but mail */
    record Post(Channel to, Language language) implements Target {

        @Override
        public String channel() {
            return to.name();
        }

        @Override
        public @Nullable String recipient() {
            return null;
        }
    }
}
