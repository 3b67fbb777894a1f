package dev.millrace.approval.page;

import dev.millrace.approval.Approval;
import dev.millrace.approval.ApprovalConfig;
import dev.millrace.approval.Approvals;
import dev.millrace.approval.Approvals.Asked;
import dev.millrace.approval.Approver;
import dev.millrace.approval.link.Forms;
import dev.millrace.approval.link.Links;
import dev.millrace.approval.link.Links.Holder;
import dev.millrace.approval.page.QuestionPage.Contents;
import dev.millrace.approval.page.Reaction.Shown;
import dev.millrace.approval.page.View.FormView;
import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.TenantId;
import dev.millrace.platform.content.ContentStore;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Shows a question to the holder of a link. */
@Singleton
class Showing {

    private static final Logger LOG = Logger.getLogger(Showing.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(60);

    private final Approvals approvals;
    private final Links links;
    private final Forms forms;
    private final ContentStore contents;
    private final Looks looks;
    private final ApprovalConfig config;
    private final Clock clock;

    Showing(
            Approvals approvals,
            Links links,
            Forms forms,
            ContentStore contents,
            Looks looks,
            ApprovalConfig config,
            Clock clock) {
        this.approvals = approvals;
        this.links = links;
        this.forms = forms;
        this.contents = contents;
        this.looks = looks;
        this.config = config;
        this.clock = clock;
    }

    /** @param comment that was typed already */
    record Entry(String comment, @Nullable String error) {
        static final Entry NONE = new Entry("", null);
    }

    /** The page as it is for whoever comes with a link. After a form was sent it waits a moment for its effect. */
    Uni<Reaction> show(Visit visit) {
        return withAsked(
                visit,
                (asked, approver) -> looks.note(asked.approval(), approver.person(), visit)
                        .chain(noted -> settled(visit, asked, approver.person()))
                        .chain(now -> page(visit, now, approver.person(), 200, Entry.NONE)));
    }

    /** Finds whose link it is and what it asks; whoever has none gets a page that says so. */
    Uni<Reaction> withAsked(Visit visit, BiFunction<Asked, Approver, Uni<Reaction>> work) {
        if (visit.approval().isEmpty() || visit.token().isEmpty()) {
            return notice(visit.words(), 403, "notice.forged");
        }
        return switch (links.holder(visit.approval().get(), visit.token())) {
            case Holder.Nobody nobody -> notice(visit.words(), 403, "notice.forged");
            case Holder.Late late -> notice(visit.words(), 410, "notice.late");
            case Holder.Of(TenantId tenant, String person) ->
                approvals.find(tenant, visit.approval().get()).chain(found -> {
                    if (found.isEmpty()) {
                        return notice(visit.words(), 410, "notice.gone");
                    }
                    return found.get()
                            .approver(person)
                            .map(approver -> work.apply(found.get(), approver))
                            .orElseGet(() -> notice(visit.words(), 403, "notice.notyours"));
                });
        };
    }

    Uni<Reaction> page(Visit visit, Asked asked, String person, int status, Entry entry) {
        Approval approval = asked.approval();
        Approver approver = asked.approver(person).orElseThrow();
        return contents(asked).map(kept -> {
            Standing standing = Standing.of(
                    approval, approver, clock.instant(), !visit.sent().isEmpty());
            FormView form = standing instanceof Standing.Asked
                    ? new FormView(
                            visit.address(),
                            forms.token(approval, person),
                            approval.question().diff().hex(),
                            entry.comment(),
                            entry.error())
                    : null;
            String html = Pages.question(
                            visit.words(),
                            QuestionPage.view(asked, kept, visit.words()),
                            standing.view(approval, visit.words(), visit.address()),
                            form)
                    .render();
            return new Shown(status, html);
        });
    }

    static Uni<Reaction> notice(Words words, int status, String key) {
        return Uni.createFrom().item(new Shown(status, Pages.notice(words, key).render()));
    }

    private Uni<Asked> settled(Visit visit, Asked asked, String person) {
        boolean awaited = !visit.sent().isEmpty()
                && asked.approval().isOpen(clock.instant())
                && asked.approver(person).map(Approver::vote).isEmpty();
        return awaited ? later(visit, asked, person, config.patience().dividedBy(LOOK_AGAIN)) : same(asked);
    }

    private Uni<Asked> later(Visit visit, Asked asked, String person, long rounds) {
        if (rounds <= 0) {
            return same(asked);
        }
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(LOOK_AGAIN)
                .chain(waited -> approvals.find(
                        asked.approval().tenant(), asked.approval().id()))
                .chain(found -> {
                    Asked now = found.orElse(asked);
                    boolean recorded = !now.approval().isOpen(clock.instant())
                            || now.approver(person).map(Approver::vote).isPresent();
                    return recorded ? same(now) : later(visit, now, person, rounds - 1);
                });
    }

    private static Uni<Asked> same(Asked asked) {
        return Uni.createFrom().item(asked);
    }

    private Uni<Contents> contents(Asked asked) {
        var question = asked.approval().question();
        TenantId tenant = asked.approval().tenant();
        return content(tenant, question.plan())
                .chain(plan -> content(tenant, question.patch()).map(patch -> new Contents(plan, patch)));
    }

    /** What cannot be read is not shown; the decision does not depend on it. */
    private Uni<Optional<byte[]>> content(TenantId tenant, @Nullable ContentRef ref) {
        if (ref == null || !ref.tenant().equals(tenant)) {
            return Uni.createFrom().item(Optional.empty());
        }
        return contents.get(ref).onFailure().recoverWithItem(failure -> {
            LOG.warnf("The content %s cannot be shown: %s", ref, failure.getMessage());
            return Optional.empty();
        });
    }
}
