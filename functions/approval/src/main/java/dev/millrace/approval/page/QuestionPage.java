package dev.millrace.approval.page;

import dev.millrace.approval.Approval;
import dev.millrace.approval.Approvals.Asked;
import dev.millrace.approval.Approver;
import dev.millrace.approval.page.View.OtherView;
import dev.millrace.approval.page.View.PersonView;
import dev.millrace.contracts.directory.Person;
import dev.millrace.contracts.events.ApprovalEvent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes what the page shows of a question. All of it is bounded, so that the page stays below 50 kB. */
final class QuestionPage {

    private static final int ROOM_FOR_PLAN = 9_000;
    private static final int ROOM_FOR_DIFF = 20_000;

    /** Bytes that are read of a patch; forty pages at once must fit into the function's memory. */
    private static final int LARGEST_PATCH = 256 * 1024;

    private static final int ROOM_FOR_COMMENTS = 2_000;
    private static final int MOST_PEOPLE = 40;
    private static final int MOST_OTHERS = 60;
    private static final int LONGEST_NAME = 40;
    private static final int MOST_CHECKS = 15;
    private static final int LONGEST_WORD = 120;
    private static final int LONGEST_TITLE = 250;

    private QuestionPage() {}

    /** What a question refers to, where it is still kept. */
    record Contents(Optional<byte[]> plan, Optional<byte[]> patch) {}

    static View view(Asked asked, Contents contents, Words words) {
        Approval approval = asked.approval();
        ApprovalEvent.Requested question = approval.question();
        Markdown.Rendered plan = contents.plan()
                .map(bytes -> Markdown.html(text(bytes), ROOM_FOR_PLAN))
                .orElse(null);
        int hidden = asked.approvers().size() - MOST_PEOPLE;
        return new View(
                word(question.title(), LONGEST_TITLE),
                word(question.ticket().host() + " " + question.ticket().project() + " #"
                        + question.ticket().id()),
                question.author() == null ? words.text("facts.author.none") : word(question.author()),
                word(question.pullRequest().project() + " / "
                        + question.pullRequest().repository()),
                word("#" + question.pullRequest().number()),
                webAddress(question.url()),
                question.costSoFar() == null ? words.text("facts.cost.none") : words.money(question.costSoFar()),
                words.time(approval.deadline()),
                question.checks().stream()
                        .limit(MOST_CHECKS)
                        .map(QuestionPage::word)
                        .toList(),
                plan == null ? null : plan.html(),
                plan != null && plan.cut(),
                words.fill("diff.bound", question.diff().hex().substring(0, 12)),
                contents.patch().map(bytes -> patch(question, bytes, words)).orElse(null),
                words.fill("people.needed", approval.needed(), asked.voices()),
                approval.stuck() == null ? null : words.fill("stuck", approval.stuck()),
                people(asked, words),
                hidden > 0 ? words.fill("people.more", hidden) : null);
    }

    /** What does not belong to exactly this question is not shown. */
    private static String patch(ApprovalEvent.Requested question, byte[] bytes, Words words) {
        Patch patch = bytes.length <= LARGEST_PATCH ? PatchReader.read(text(bytes)) : new Patch(List.of());
        return patch.isOf(question)
                ? PatchPage.html(patch, words, ROOM_FOR_DIFF)
                : "<p><strong>" + Html.escape(words.text("diff.other")) + "</strong></p>";
    }

    private static List<PersonView> people(Asked asked, Words words) {
        long talkative = asked.approvers().stream()
                .filter(approver -> approver.vote() != null && approver.vote().comment() != null)
                .count();
        int longest = ROOM_FOR_COMMENTS / (int) Math.max(1, Math.min(MOST_PEOPLE, talkative));
        return asked.approvers().stream()
                .limit(MOST_PEOPLE)
                .map(approver -> person(asked, approver, words, longest))
                .toList();
    }

    private static PersonView person(Asked asked, Approver approver, Words words, int longest) {
        String name = approver.handedFrom() == null
                ? word(approver.name())
                : words.fill("people.for", word(approver.name()), word(asked.nameOf(approver.handedFrom())));
        if (approver.handedTo() != null) {
            return new PersonView(name, words.fill("people.handed", word(asked.nameOf(approver.handedTo()))), null);
        }
        Approver.Vote vote = approver.vote();
        if (vote == null) {
            return new PersonView(name, words.text("people.silent"), null);
        }
        String said = words.text(vote.approves() ? "people.yes" : "people.no") + ", " + words.time(vote.at());
        return new PersonView(name, said, vote.comment() == null ? null : word(vote.comment(), longest));
    }

    /** Operators can hand on to those who do not fit here. */
    static List<OtherView> others(List<Person> people) {
        return people.stream()
                .limit(MOST_OTHERS)
                .map(person -> new OtherView(person.id(), word(person.name(), LONGEST_NAME) + " (" + person.id() + ")"))
                .toList();
    }

    /** Other schemes than those of the web could run something. */
    private static @Nullable String webAddress(@Nullable URI url) {
        if (url == null) {
            return null;
        }
        return "https".equals(url.getScheme()) || "http".equals(url.getScheme()) ? url.toString() : null;
    }

    private static String word(String text) {
        return word(text, LONGEST_WORD);
    }

    private static String word(String text, int longest) {
        return Html.visible(Html.cut(text, longest));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
