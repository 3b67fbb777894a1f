package dev.millrace.approval.page;

import dev.millrace.approval.Approval;
import dev.millrace.approval.Approvals;
import dev.millrace.approval.Approver;
import dev.millrace.approval.State;
import dev.millrace.approval.page.View.StateView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a question stands for one of its people. */
sealed interface Standing {

    /** They may decide. */
    record Asked() implements Standing {}

    /** What they sent is on its way. */
    record Pending() implements Standing {}

    record Voted(Approver.Vote vote) implements Standing {}

    /** Somebody else decides in their place. */
    record HandedOn(String to) implements Standing {}

    record Expired() implements Standing {}

    record Decided(State.Decided state, Approver.@Nullable Vote own) implements Standing {}

    /**
     * @param person one of those who were asked
     * @param onItsWay whether something that they sent is not yet recorded
     */
    static Standing of(Approvals.Asked question, String person, Instant now, boolean onItsWay) {
        Approver approver = question.approver(person).orElseThrow();
        return switch (question.approval().state()) {
            case State.Decided decided -> new Decided(decided, approver.vote());
            case State.Open open when !question.approval().isOpen(now) -> new Expired();
            case State.Open open when approver.handedTo() != null -> new HandedOn(question.nameOf(approver.handedTo()));
            case State.Open open when onItsWay -> new Pending();
            case State.Open open when approver.vote() != null -> new Voted(approver.vote());
            case State.Open open -> new Asked();
        };
    }

    /** @param again where to look again */
    default StateView view(Approval approval, Words words, String again) {
        return switch (this) {
            case Asked asked -> state(words, "open", words.time(approval.deadline()));
            case Pending pending ->
                new StateView("pending", words.text("asked.pending"), List.of(words.text("asked.pending.text")), again);
            case Voted voted ->
                new StateView(
                        "voted",
                        words.text("asked.voted"),
                        List.of(words.fill(
                                "asked.voted.yes", words.time(voted.vote().at()))),
                        null);
            case HandedOn handed -> state(words, "handed", Html.visible(handed.to()));
            case Expired expired -> state(words, "expired", words.time(approval.deadline()));
            case Decided decided -> decidedView(decided, words);
        };
    }

    private static StateView state(Words words, String kind, String value) {
        String key = "asked." + kind;
        return new StateView(kind, words.text(key), List.of(words.fill(key + ".text", value)), null);
    }

    private static StateView decidedView(Decided decided, Words words) {
        String kind = decided.state().outcome().name().toLowerCase(Locale.ROOT);
        List<String> sentences = new ArrayList<>();
        sentences.add(
                words.fill("asked." + kind + ".text", words.time(decided.state().at())));
        if (decided.own() != null) {
            sentences.add(words.text(decided.own().approves() ? "asked.yours.yes" : "asked.yours.no"));
        }
        String comment = decided.state().comment();
        if (comment != null && !comment.isBlank()) {
            sentences.add(words.fill("asked.reason", Html.visible(comment)));
        }
        return new StateView(kind, words.text("asked." + kind), sentences, null);
    }
}
