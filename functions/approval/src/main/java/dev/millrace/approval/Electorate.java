package dev.millrace.approval;

import dev.millrace.approval.Approval.Step;
import dev.millrace.approval.Approvals.Asked;
import dev.millrace.contracts.directory.ApprovalPolicy;
import dev.millrace.contracts.directory.Directory;
import dev.millrace.contracts.directory.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may decide a question, by the tenant's directory as it is. A question that nobody can decide is opened all the
 * same, says why, and looks at the directory again with each step.
 *
 * @param signIn whether they must sign in
 * @param stuck why they cannot decide it, a sentence; null when they can
 */
record Electorate(
        List<Person> people,
        int needed,
        Instant deadline,
        List<Step> steps,
        boolean signIn,
        @Nullable String stuck) {

    private static final Duration PATIENCE = Duration.ofDays(3);

    private static final List<Duration> LOOK_AGAIN = List.of(
            Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(6), Duration.ofDays(1), Duration.ofDays(2));

    /** @param author of the ticket; null when the host does not tell, and then nobody is kept from deciding */
    static Electorate open(Optional<Directory> directory, @Nullable String author, Instant now) {
        Electorate first = meet(directory, author, now, List.of());
        return first.stuck == null ? first : first.lookingAgain(now);
    }

    /** @param reached names whom the escalation has reached */
    static Electorate meet(
            Optional<Directory> directory, @Nullable String author, Instant opened, List<String> reached) {
        ApprovalPolicy policy = directory.map(Directory::approvals).orElse(null);
        if (directory.isEmpty() || policy == null) {
            String missing =
                    directory.isEmpty() ? "The tenant has no team directory." : "The team directory has no approvals.";
            return new Electorate(List.of(), 1, opened.plus(PATIENCE), List.of(), false, missing);
        }
        List<String> names =
                Stream.concat(policy.approvers().stream(), reached.stream()).toList();
        List<Person> people = directory.get().members(names).stream()
                .filter(person -> maySay(policy, author, person))
                .toList();
        return new Electorate(
                people,
                policy.needed(),
                opened.plus(policy.deadline()),
                policy.escalations().stream()
                        .map(step -> new Step(opened.plus(step.after()), step.to()))
                        .toList(),
                policy.requireSignIn(),
                people.size() >= policy.needed()
                        ? null
                        : policy.needed() + " must say yes, but only " + people.size()
                                + " may decide (the ticket's author may not).");
    }

    /** To whom a say in a question may be handed on: everybody of the team who was not asked. */
    static List<Person> substitutes(Optional<Directory> directory, Asked asked) {
        ApprovalPolicy policy = directory.map(Directory::approvals).orElse(null);
        if (directory.isEmpty() || policy == null) {
            return List.of();
        }
        String author = asked.approval().question().author();
        return directory.get().people().stream()
                .filter(person -> maySay(policy, author, person))
                .filter(person -> asked.approver(person.id()).isEmpty())
                .toList();
    }

    private static boolean maySay(ApprovalPolicy policy, @Nullable String author, Person person) {
        return author == null || !policy.separationOfDuties() || !person.isCalled(author);
    }

    private Electorate lookingAgain(Instant now) {
        List<Step> more = new ArrayList<>(steps);
        LOOK_AGAIN.stream()
                .map(after -> new Step(now.plus(after), List.of()))
                .filter(step -> step.at().isBefore(deadline))
                .forEach(more::add);
        return new Electorate(people, needed, deadline, more, signIn, stuck);
    }
}
