package dev.millrace.approval.page;

import dev.millrace.approval.Approval;
import dev.millrace.approval.ApprovalConfig;
import dev.millrace.approval.Approvals;
import dev.millrace.approval.Approvals.Asked;
import dev.millrace.approval.Approver;
import dev.millrace.approval.Ledger;
import dev.millrace.approval.Substitutes;
import dev.millrace.approval.link.Forms;
import dev.millrace.approval.link.Links;
import dev.millrace.approval.link.Links.Holder;
import dev.millrace.approval.page.QuestionPage.Contents;
import dev.millrace.approval.page.Reaction.Shown;
import dev.millrace.approval.page.View.FormView;
import dev.millrace.approval.page.View.SignInView;
import dev.millrace.approval.signin.Identities;
import dev.millrace.approval.signin.Identity;
import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.TenantId;
import dev.millrace.platform.content.ContentStore;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
    private final Ledger ledger;
    private final Substitutes substitutes;
    private final Identities identities;
    private final ApprovalConfig config;
    private final Clock clock;

    Showing(
            Approvals approvals,
            Links links,
            Forms forms,
            ContentStore contents,
            Looks looks,
            Ledger ledger,
            Substitutes substitutes,
            Identities identities,
            ApprovalConfig config,
            Clock clock) {
        this.approvals = approvals;
        this.links = links;
        this.forms = forms;
        this.contents = contents;
        this.looks = looks;
        this.ledger = ledger;
        this.substitutes = substitutes;
        this.identities = identities;
        this.config = config;
        this.clock = clock;
    }

    /**
     * What somebody entered before.
     *
     * @param error what is wrong with it
     * @param ofPerson whether the error is about to whom a say is handed on
     */
    record Entry(String comment, @Nullable String error, boolean ofPerson) {
        static final Entry NONE = new Entry("", null, false);
    }

    /** @param onItsWay whether something that the visitor sent is not recorded yet */
    record Now(Asked asked, boolean onItsWay) {}

    /** The page as it is for whoever comes with a link. After a form was sent it waits a moment for its effect. */
    Uni<Reaction> show(Visit visit) {
        return withAsked(
                visit,
                (asked, approver) -> looks.note(asked.approval(), approver.person(), visit)
                        .chain(noted -> settled(visit, asked, config.patience().dividedBy(LOOK_AGAIN)))
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

    Uni<Reaction> page(Visit visit, Now now, String person, int status, Entry entry) {
        Asked asked = now.asked();
        Approval approval = asked.approval();
        return contents(asked).map(kept -> {
            Standing standing = Standing.of(asked, person, clock.instant(), now.onItsWay());
            boolean acts = switch (standing) {
                case Standing.Asked is -> true;
                case Standing.Voted is -> true;
                case Standing.Pending is -> false;
                case Standing.HandedOn is -> false;
                case Standing.Expired is -> false;
                case Standing.Decided is -> false;
            };
            Identity identity = identities.of(approval, person, visit.session());
            FormView form = acts && identity.means() != null
                    ? form(visit, asked, person, entry, standing instanceof Standing.Voted)
                    : null;
            String html = Pages.question(
                            visit.words(),
                            QuestionPage.view(asked, kept, visit.words()),
                            standing.view(approval, visit.words(), visit.address()),
                            form,
                            acts ? SignInView.of(identity, visit, entry.comment()) : null)
                    .render();
            return new Shown(status, html);
        });
    }

    private FormView form(Visit visit, Asked asked, String person, Entry entry, boolean retracts) {
        return new FormView(
                visit.address(),
                forms.token(asked.approval(), person),
                asked.approval().question().diff().hex(),
                retracts,
                retracts ? List.of() : QuestionPage.others(substitutes.of(asked)),
                entry.comment(),
                entry.error(),
                entry.ofPerson());
    }

    static Uni<Reaction> notice(Words words, int status, String key) {
        return Uni.createFrom().item(new Shown(status, Pages.notice(words, key).render()));
    }

    /** Waits for so many rounds until what was sent is recorded. */
    private Uni<Now> settled(Visit visit, Asked asked, long rounds) {
        Approval approval = asked.approval();
        if (visit.sent().isEmpty() || !approval.isOpen(clock.instant())) {
            return Uni.createFrom().item(new Now(asked, false));
        }
        return ledger.isUsed(approval, visit.sent())
                .chain(recorded -> approvals
                        .find(approval.tenant(), approval.id())
                        .map(found -> new Now(found.orElse(asked), !recorded)))
                .chain(now -> now.onItsWay() && rounds > 0
                        ? Uni.createFrom()
                                .voidItem()
                                .onItem()
                                .delayIt()
                                .by(LOOK_AGAIN)
                                .chain(waited -> settled(visit, now.asked(), rounds - 1))
                        : Uni.createFrom().item(now));
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
