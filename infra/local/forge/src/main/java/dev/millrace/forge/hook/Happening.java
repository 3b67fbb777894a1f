package dev.millrace.forge.hook;

import dev.millrace.forge.build.Build;
import dev.millrace.forge.check.Check;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.push.Push;
import dev.millrace.forge.talk.Comment;
import dev.millrace.forge.talk.Conversation;
import dev.millrace.forge.ticket.Ticket;

/** Something that subscribers may want to hear of. */
public sealed interface Happening {

    Person by();

    record TicketCreated(Ticket ticket, Person by) implements Happening {}

    record TicketChanged(Ticket before, Ticket after, Person by) implements Happening {}

    record TicketDeleted(Ticket ticket, Person by) implements Happening {}

    /** On a ticket or on a pull request. */
    record Commented(Conversation conversation, Comment comment, Person by) implements Happening {}

    record Pushed(Repo repo, Push push, Person by) implements Happening {}

    record PullOpened(PullRequest pull, Person by) implements Happening {}

    record PullChanged(PullRequest pull, Pull what, Person by) implements Happening {}

    /** Beside the change to {@link Pull#MERGED}: some vendors tell both. */
    record PullMerged(PullRequest pull, Person by) implements Happening {}

    record CheckReported(Check check, Person by) implements Happening {}

    /** Queued, started or finished. */
    record BuildChanged(Build build, Person by) implements Happening {}

    /** What changed on a pull request. */
    enum Pull {
        PUSHED,
        DRAFTED,
        READY,
        REVIEWERS,
        VOTE,
        LABELS,
        DETAILS,
        MERGED,
        ABANDONED,
        REOPENED
    }
}
