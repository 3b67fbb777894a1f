package dev.millrace.docsupdate;

import dev.millrace.codehosts.CodeHost;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.PullRequests.Proposal;
import dev.millrace.codehosts.PullRequests.PullRequest;
import dev.millrace.codehosts.Repositories.Author;
import dev.millrace.codehosts.Repositories.Push;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.document.EditSet;
import dev.millrace.contracts.events.DocsEvent;
import dev.millrace.contracts.events.PullRequestEvent.Merged;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.docsupdate.change.Change;
import dev.millrace.docsupdate.change.Timeline;
import dev.millrace.docsupdate.page.LeftOut;
import dev.millrace.docsupdate.page.Page;
import dev.millrace.docsupdate.page.Pages;
import dev.millrace.docsupdate.page.Plan;
import dev.millrace.docsupdate.page.Words;
import dev.millrace.hostaccess.Hosts;
import dev.millrace.platform.problem.ProblemException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Brings the documentation up to a merge. Everything is made from the target branch as it is, so that whoever comes
 * last writes for all, and whoever comes again finds nothing left to write.
 */
@Singleton
class Documenting {

    static final String TITLE = "docs: changelog and release notes";
    private static final List<String> LABELS = List.of("documentation");

    private final Hosts hosts;
    private final Pages pages;
    private final Words words;
    private final GeneratedTexts texts;
    private final Turns turns;
    private final DocsConfig config;

    Documenting(Hosts hosts, Pages pages, Words words, GeneratedTexts texts, Turns turns, DocsConfig config) {
        this.hosts = hosts;
        this.pages = pages;
        this.words = words;
        this.texts = texts;
        this.turns = turns;
        this.config = config;
    }

    private record Job(TenantId tenant, CodeHost host, RepositoryRef repository, Merged merged, PullRequest pull) {}

    /** @throws ProblemException 409 or 503 for what may go well later */
    DocsEvent document(TenantId tenant, Merged merged) {
        PullRequestRef ref = merged.pullRequest();
        if (!hosts.tenant(tenant).docs()) {
            return new DocsEvent.Skipped(ref, "the tenant's registry entry switches documentation off");
        }
        var repository = new RepositoryRef(ref.host(), ref.project(), ref.repository());
        CodeHost host = hosts.of(tenant, repository);
        PullRequest pull = host.pullRequests().read(ref);
        String usual = host.repositories().read(repository).defaultBranch();
        if (!pull.target().equals(usual)) {
            return new DocsEvent.Skipped(ref, "only merges into the default branch '" + usual + "' are documented");
        }
        if (pull.source().equals(Workplace.BRANCH) || isOwn(host, repository, merged.head())) {
            return new DocsEvent.Skipped(ref, "it is the documentation itself");
        }
        var job = new Job(tenant, host, repository, merged, pull);
        return turns.inTurn(List.of(tenant, repository), () -> untilNobodyIsInTheWay(job));
    }

    /** A head that was deleted with its branch is judged by the branch's name alone. */
    private static boolean isOwn(CodeHost host, RepositoryRef repository, String head) {
        try {
            return Change.isOwn(host.repositories().commit(repository, head).message());
        } catch (HostException.NotFound gone) {
            return false;
        }
    }

    private DocsEvent untilNobodyIsInTheWay(Job job) {
        for (int attempt = 0; attempt < config.attempts(); attempt++) {
            try {
                return write(job);
            } catch (HostException.Conflict elsewhere) {
                // Read again and write anew.
            }
        }
        throw Turns.busy();
    }

    private DocsEvent write(Job job) {
        Workplace place =
                Workplace.read(job.host(), job.repository(), job.pull().target());
        Timeline timeline = timeline(job, place.target());
        List<Page> changed = pages.update(
                timeline,
                place.tree(job.host().repositories(), job.repository()),
                texts.of(job.tenant()),
                new Plan(
                        name(job.merged().pullRequest()),
                        job.pull().title(),
                        job.pull().description()));
        if (changed.isEmpty()) {
            Optional<String> nothing = nothingToSay(job, place, timeline);
            if (nothing.isPresent()) {
                return new DocsEvent.Skipped(job.merged().pullRequest(), nothing.get());
            }
        }
        String head = changed.isEmpty() ? place.from() : push(job, place, changed);
        List<String> leftOut =
                changed.stream().flatMap(page -> page.leftOut().stream()).toList();
        PullRequest docs = proposed(job, place, timeline, leftOut, !changed.isEmpty());
        return new DocsEvent.Proposed(
                job.merged().pullRequest(),
                docs.ref(),
                docs.url(),
                List.copyOf(job.host()
                        .repositories()
                        .compare(job.repository(), place.target(), head)
                        .blobs()
                        .keySet()));
    }

    private Timeline timeline(Job job, String target) {
        var repositories = job.host().repositories();
        return Timeline.of(
                repositories.history(job.repository(), target, config.history()),
                repositories.tags(job.repository()),
                target,
                config.history());
    }

    /** Why there is no pull request to name, when no page changes; empty when there is one. */
    private static Optional<String> nothingToSay(Job job, Workplace place, Timeline timeline) {
        boolean silent = timeline.broughtBy(job.merged().mergeCommit())
                .filter(List::isEmpty)
                .isPresent();
        if (silent) {
            return Optional.of("its commits change nothing that users notice");
        }
        return place.docs().isEmpty() ? Optional.of("it is documented already") : Optional.empty();
    }

    private String push(Job job, Workplace place, List<Page> changed) {
        var repositories = job.host().repositories();
        if (place.stale()) {
            repositories.deleteBranch(job.repository(), Workplace.BRANCH);
        }
        List<EditSet.Edit> edits = changed.stream().flatMap(Documenting::edits).toList();
        var author = new Author(config.author().name(), config.author().email());
        return repositories.push(
                job.repository(),
                new Push(
                        Workplace.BRANCH,
                        place.from(),
                        place.docs().isEmpty(),
                        message(job, author),
                        author,
                        new EditSet(edits)));
    }

    private static Stream<EditSet.Edit> edits(Page page) {
        EditSet.Action action = page.from() == null ? EditSet.Action.WRITE : EditSet.Action.RENAME;
        return Stream.of(new EditSet.Edit(action, page.path(), page.text(), page.from()));
    }

    private static String message(Job job, Author author) {
        String ref = name(job.merged().pullRequest());
        return TITLE + "\n\nFollows the merge of " + ref + ".\n\n" + Change.OWN + ref + "\nSigned-off-by: "
                + author.name() + " <" + author.email() + ">";
    }

    private PullRequest proposed(Job job, Workplace place, Timeline timeline, List<String> leftOut, boolean describe) {
        var pulls = job.host().pullRequests();
        if (place.open().isPresent()) {
            PullRequest open = place.open().get();
            if (describe) {
                List<String> all = LeftOut.and(open.description(), leftOut);
                pulls.describe(open.ref(), TITLE, words.description(timeline.upcoming(), all, timeline.isCut()));
            }
            return open;
        }
        String description = words.description(timeline.upcoming(), LeftOut.and("", leftOut), timeline.isCut());
        PullRequest fresh = pulls.create(
                job.repository(),
                new Proposal(Workplace.BRANCH, job.pull().target(), TITLE, description, LABELS, List.of()));
        pulls.markReady(fresh.ref());
        return fresh;
    }

    private static String name(PullRequestRef ref) {
        return ref.host() + "/" + ref.project() + "/" + ref.repository() + "#" + ref.number();
    }
}
