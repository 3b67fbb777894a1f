package dev.millrace.approval.page;

import dev.millrace.approval.ActDoor;
import dev.millrace.approval.ActDoor.Actor;
import dev.millrace.approval.Approval;
import dev.millrace.approval.Approvals.Asked;
import dev.millrace.approval.Approver;
import dev.millrace.approval.Substitutes;
import dev.millrace.approval.link.Forms;
import dev.millrace.approval.link.Forms.Form;
import dev.millrace.approval.page.Reaction.Elsewhere;
import dev.millrace.approval.page.Showing.Entry;
import dev.millrace.approval.page.Showing.Now;
import dev.millrace.approval.page.Submission.Choice;
import dev.millrace.approval.signin.Identities;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.events.ApprovalEvent.Means;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes a form of the page and hands what it says to the broker. Nothing is decided here. */
@Singleton
class Submitting {

    private final Showing showing;
    private final Forms forms;
    private final Substitutes substitutes;
    private final Identities identities;
    private final ActDoor door;
    private final Clock clock;

    Submitting(
            Showing showing, Forms forms, Substitutes substitutes, Identities identities, ActDoor door, Clock clock) {
        this.showing = showing;
        this.forms = forms;
        this.substitutes = substitutes;
        this.identities = identities;
        this.door = door;
        this.clock = clock;
    }

    Uni<Reaction> take(Visit visit, Submission submission) {
        return showing.withAsked(visit, (asked, approver) -> {
            Approval approval = asked.approval();
            if (!approval.isOpen(clock.instant()) || !isNext(approver, submission.choice())) {
                return elsewhere(visit.address());
            }
            Means means =
                    identities.of(approval, approver.person(), visit.session()).means();
            if (means == null) {
                return again(visit, asked, approver, 403, submission, null);
            }
            Optional<Digest> diff = digest(submission.diff());
            if (diff.isEmpty() || !diff.get().equals(approval.question().diff())) {
                return Showing.notice(visit.words(), 409, "notice.moved");
            }
            return switch (forms.read(approval, approver.person(), diff.get(), submission.form())) {
                case Form.Forged forged -> Showing.notice(visit.words(), 403, "notice.form");
                case Form.Old old -> again(visit, asked, approver, 409, submission, "error.old");
                case Form.Good(String nonce) ->
                    act(visit, asked, approver, submission, new Actor(approver.person(), nonce, means, visit.origin()));
            };
        });
    }

    /** Whoever has decided can only take it back, and whoever has not cannot; whoever handed it on does no more. */
    private static boolean isNext(Approver approver, Choice choice) {
        return choice == Choice.RETRACT ? approver.vote() != null && approver.handedTo() == null : approver.isSilent();
    }

    private Uni<Reaction> act(Visit visit, Asked asked, Approver approver, Submission submission, Actor actor) {
        String error = error(asked, submission);
        if (error != null) {
            return again(visit, asked, approver, 400, submission, error);
        }
        return publish(asked.approval(), submission, actor)
                .chain(published -> elsewhere(visit.address() + "&sent=" + actor.form()));
    }

    private Uni<Void> publish(Approval approval, Submission submission, Actor actor) {
        String comment = submission.comment().isEmpty() ? null : submission.comment();
        return switch (submission.choice()) {
            case APPROVE -> door.vote(approval, actor, true, comment);
            case REJECT -> door.vote(approval, actor, false, comment);
            case DELEGATE -> door.delegate(approval, actor, submission.to());
            case RETRACT -> door.retract(approval, actor);
            case NONE -> throw new IllegalStateException("A form without a choice is shown again");
        };
    }

    private @Nullable String error(Asked asked, Submission submission) {
        if (submission.comment().length() > Submission.LONGEST_COMMENT) {
            return "error.long";
        }
        return switch (submission.choice()) {
            case APPROVE, RETRACT -> null;
            case REJECT -> submission.comment().isEmpty() ? "error.reason" : null;
            case DELEGATE -> substitutes.contain(asked, submission.to()) ? null : "error.person";
            case NONE -> "error.choice";
        };
    }

    private Uni<Reaction> again(
            Visit visit, Asked asked, Approver approver, int status, Submission submission, @Nullable String error) {
        String comment = Html.cut(submission.comment(), Submission.LONGEST_COMMENT - 1);
        return showing.page(
                visit,
                new Now(asked, false),
                approver.person(),
                status,
                new Entry(
                        comment,
                        error == null ? null : visit.words().text(error),
                        submission.choice() == Choice.DELEGATE));
    }

    private static Uni<Reaction> elsewhere(String location) {
        return Uni.createFrom().item(new Elsewhere(location));
    }

    private static Optional<Digest> digest(String text) {
        try {
            return Optional.of(new Digest(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
