package dev.millrace.approval;

import dev.millrace.approval.Approvals.Asked;
import dev.millrace.approval.Verdict.Delegates;
import dev.millrace.approval.Verdict.Ignored;
import dev.millrace.approval.Verdict.Retracts;
import dev.millrace.approval.Verdict.Why;
import dev.millrace.contracts.directory.Directory;
import dev.millrace.contracts.directory.Person;
import dev.millrace.contracts.events.ApprovalEvent;
import java.time.Instant;
import java.util.Optional;

/**
 * What else than a vote counts. Whoever has not decided hands their say on once, to somebody of the directory who was
 * not asked and did not write the ticket; whoever has said yes takes it back as long as others must still decide.
 */
final class HandOver {

    private HandOver() {}

    static Verdict judge(
            Asked asked,
            Optional<Directory> directory,
            ApprovalEvent.DelegationRequested wish,
            Instant at,
            boolean formUsed) {
        Optional<Why> not = forbidden(asked, wish, at, formUsed);
        if (not.isPresent()) {
            return new Ignored(not.get());
        }
        if (asked.approver(wish.person()).filter(Approver::isSilent).isEmpty()) {
            return new Ignored(Why.ALREADY_VOTED);
        }
        Optional<Person> substitute = Electorate.substitutes(directory, asked).stream()
                .filter(person -> person.id().equals(wish.to()))
                .findFirst();
        return substitute.<Verdict>map(Delegates::new).orElseGet(() -> new Ignored(Why.NO_SUBSTITUTE));
    }

    static Verdict judge(Asked asked, ApprovalEvent.RetractionRequested wish, Instant at, boolean formUsed) {
        Optional<Why> not = forbidden(asked, wish, at, formUsed);
        if (not.isPresent()) {
            return new Ignored(not.get());
        }
        return asked.approver(wish.person()).filter(Approver::isSilent).isPresent()
                ? new Ignored(Why.NOT_VOTED)
                : new Retracts();
    }

    private static Optional<Why> forbidden(Asked asked, ApprovalEvent.Act act, Instant at, boolean formUsed) {
        Optional<Approver> actor = asked.approver(act.person());
        if (actor.isEmpty()) {
            return Optional.of(Why.NOT_ASKED);
        }
        if (formUsed) {
            return Optional.of(Why.FORM_USED);
        }
        if (asked.approval().state() instanceof State.Decided) {
            return Optional.of(Why.ALREADY_DECIDED);
        }
        if (actor.get().handedTo() != null) {
            return Optional.of(Why.HANDED_ON);
        }
        return asked.approval().isOpen(at) ? Optional.empty() : Optional.of(Why.TOO_LATE);
    }
}
