package dev.millrace.approval.page;

import dev.millrace.approval.Approval;
import dev.millrace.approval.Approvals.Asked;
import dev.millrace.approval.Approver;
import dev.millrace.approval.VoteDoor;
import dev.millrace.approval.link.Forms;
import dev.millrace.approval.link.Forms.Form;
import dev.millrace.approval.page.Reaction.Elsewhere;
import dev.millrace.approval.page.Showing.Entry;
import dev.millrace.contracts.Digest;
import dev.millrace.contracts.events.ApprovalEvent.Means;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes a form of the page and hands the decision to the broker. Nothing is decided here. */
@Singleton
class Submitting {

    private final Showing showing;
    private final Forms forms;
    private final VoteDoor door;
    private final Clock clock;

    Submitting(Showing showing, Forms forms, VoteDoor door, Clock clock) {
        this.showing = showing;
        this.forms = forms;
        this.door = door;
        this.clock = clock;
    }

    Uni<Reaction> take(Visit visit, Submission submission) {
        return showing.withAsked(visit, (asked, approver) -> {
            Approval approval = asked.approval();
            if (!approval.isOpen(clock.instant()) || approver.vote() != null) {
                return elsewhere(visit.address());
            }
            Optional<Digest> diff = digest(submission.diff());
            if (diff.isEmpty() || !diff.get().equals(approval.question().diff())) {
                return Showing.notice(visit.words(), 409, "notice.moved");
            }
            return switch (forms.read(approval, approver.person(), diff.get(), submission.form())) {
                case Form.Forged forged -> Showing.notice(visit.words(), 403, "notice.form");
                case Form.Old old -> again(visit, asked, approver, 409, submission, "error.old");
                case Form.Good(String nonce) -> decide(visit, asked, approver, submission, nonce);
            };
        });
    }

    private Uni<Reaction> decide(Visit visit, Asked asked, Approver approver, Submission submission, String nonce) {
        String error = error(submission);
        if (error != null) {
            return again(visit, asked, approver, 400, submission, error);
        }
        var vote = new VoteDoor.Vote(
                approver.person(),
                submission.approves(),
                submission.comment().isEmpty() ? null : submission.comment(),
                nonce,
                Means.LINK,
                visit.origin());
        return door.publish(asked.approval(), vote).chain(published -> elsewhere(visit.address() + "&sent=" + nonce));
    }

    private static @Nullable String error(Submission submission) {
        if (submission.comment().length() > Submission.LONGEST_COMMENT) {
            return "error.long";
        }
        if (!submission.isChoice()) {
            return "error.choice";
        }
        return submission.approves() || !submission.comment().isEmpty() ? null : "error.reason";
    }

    private Uni<Reaction> again(
            Visit visit, Asked asked, Approver approver, int status, Submission submission, String error) {
        String comment = Html.cut(submission.comment(), Submission.LONGEST_COMMENT - 1);
        return showing.page(
                visit,
                asked,
                approver.person(),
                status,
                new Entry(comment, visit.words().text(error)));
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
