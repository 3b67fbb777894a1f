package dev.millrace.notification;

import dev.millrace.contracts.directory.Channel;
import dev.millrace.contracts.directory.Directory;
import dev.millrace.contracts.directory.NotificationPolicy;
import dev.millrace.contracts.directory.Person;
import dev.millrace.contracts.events.NotificationEvent.Miss;
import dev.millrace.contracts.events.NotificationEvent.MissReason;
import dev.millrace.notification.delivery.Target;
import dev.millrace.notification.message.Language;
import dev.millrace.notification.message.Note;
import dev.millrace.notification.message.PlainText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is told a note, by the team directory as it is. A note that names people goes to them alone, never to a channel:
 * what it says may be for nobody else's eyes.
 *
 * @param policy of the team
 * @param missed whom it cannot reach
 */
record Plan(NotificationPolicy policy, List<Target> targets, List<Miss> missed) {

    /** The channel of people whom a note names. */
    static final String BY_NAME = "email";

    private static final int LONGEST_NAME = 40;

    Plan {
        targets = List.copyOf(targets);
        missed = List.copyOf(missed);
    }

    static Plan of(Optional<Directory> directory, Note note) {
        NotificationPolicy policy = directory.map(Directory::notifications).orElse(NotificationPolicy.NONE);
        if (directory.isEmpty()) {
            return new Plan(policy, List.of(), List.of(nowhere("The tenant has no team directory; add one.")));
        }
        var drawing = new Drawing(directory.get(), policy);
        if (note.to().isEmpty()) {
            drawing.byRoute(note);
        } else {
            drawing.byName(note.to());
        }
        return new Plan(policy, drawing.targets, drawing.missed);
    }

    private static Miss nowhere(String detail) {
        return new Miss(null, null, MissReason.NO_CHANNEL, detail);
    }

    /** The targets found so far. */
    private static final class Drawing {

        private final Directory directory;
        private final NotificationPolicy policy;
        private final List<Target> targets = new ArrayList<>();
        private final List<Miss> missed = new ArrayList<>();

        Drawing(Directory directory, NotificationPolicy policy) {
            this.directory = directory;
            this.policy = policy;
        }

        void byRoute(Note note) {
            List<Channel> channels = policy.channelsFor(note.severity(), note.template());
            if (channels.isEmpty()) {
                missed.add(nowhere("The team directory has no route for this message; add one under 'notifications'."));
            }
            for (Channel channel : channels) {
                switch (channel) {
                    case Channel.Email email ->
                        directory.members(email.to()).forEach(person -> mail(email.name(), person));
                    case Channel.Teams teams -> post(teams, teams.language());
                    case Channel.Slack slack -> post(slack, slack.language());
                    case Channel.Webhook webhook -> post(webhook, webhook.language());
                }
            }
        }

        void byName(List<String> names) {
            Set<String> told = new HashSet<>();
            for (String name : names) {
                List<Person> people = directory.members(List.of(name));
                if (people.isEmpty()) {
                    missed.add(new Miss(
                            BY_NAME,
                            PlainText.cut(PlainText.line(name), LONGEST_NAME),
                            MissReason.NO_ADDRESS,
                            "The team directory knows nobody of this name; add the person or correct the name."));
                }
                people.stream().filter(person -> told.add(person.id())).forEach(person -> mail(BY_NAME, person));
            }
        }

        private void mail(String channel, Person person) {
            String address = person.email();
            if (address == null) {
                missed.add(new Miss(
                        channel,
                        person.id(),
                        MissReason.NO_ADDRESS,
                        "The team directory has no e-mail address for this person; add one."));
                return;
            }
            targets.add(new Target.Mail(channel, person, address, language(person.language())));
        }

        private void post(Channel channel, @Nullable String language) {
            targets.add(new Target.Post(channel, language(language)));
        }

        private Language language(@Nullable String own) {
            return Language.of(own, Objects.requireNonNull(policy.language()));
        }
    }
}
