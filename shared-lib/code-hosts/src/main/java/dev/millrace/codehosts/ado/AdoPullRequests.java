package dev.millrace.codehosts.ado;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.PullRequests;
import dev.millrace.codehosts.http.Call;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.TicketRef;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Pull requests of Azure Repos. */
final class AdoPullRequests implements PullRequests {

    private static final int PAGE = 100;

    private final AdoApi api;
    private final AdoReviewers reviewers;
    private final AdoThreads threads;
    private final AdoStatuses statuses;
    private final AdoMerge merge;

    AdoPullRequests(AdoApi api, AdoReviewers reviewers, AdoThreads threads, AdoStatuses statuses, AdoMerge merge) {
        this.api = api;
        this.reviewers = reviewers;
        this.threads = threads;
        this.statuses = statuses;
        this.merge = merge;
    }

    @Override
    public PullRequest read(PullRequestRef pullRequest) {
        return PullView.of(pullRequest, api.json(Call.get(Paths.pull(pullRequest))), url(pullRequest));
    }

    @Override
    public Optional<PullRequest> find(RepositoryRef repository, String source) {
        Comparator<JsonNode> openFirst = Comparator.comparing((JsonNode pull) -> PullView.status(pull) == Status.OPEN)
                .thenComparingLong(AdoPullRequests::number);
        return listed(
                        repository,
                        call -> call.query("searchCriteria.status", "all")
                                .query("searchCriteria.sourceRefName", Paths.ref(source)))
                .stream()
                .max(openFirst)
                .map(pull -> whole(repository, pull));
    }

    @Override
    public List<PullRequest> open(RepositoryRef repository) {
        List<JsonNode> newestFirst = listed(repository, call -> call.query("searchCriteria.status", "active")).stream()
                .sorted(Comparator.comparingLong(AdoPullRequests::number).reversed())
                .toList();
        return Abreast.map(newestFirst, pull -> whole(repository, pull));
    }

    private List<JsonNode> listed(RepositoryRef repository, UnaryOperator<Call> criteria) {
        return api.paged(criteria.apply(Call.get(Paths.git(repository, "pullRequests"))), "$top", "$skip", PAGE);
    }

    /** Lists cut descriptions. */
    private PullRequest whole(RepositoryRef repository, JsonNode listed) {
        PullRequestRef ref = ref(repository, listed);
        return PullView.mayBeCut(listed) ? read(ref) : PullView.of(ref, listed, url(ref));
    }

    private static long number(JsonNode pull) {
        return pull.path("pullRequestId").asLong();
    }

    private static PullRequestRef ref(RepositoryRef repository, JsonNode pull) {
        return new PullRequestRef(
                repository.host(),
                repository.project(),
                repository.name(),
                pull.path("pullRequestId").asText());
    }

    @Override
    public PullRequest create(RepositoryRef repository, Proposal proposal) {
        ObjectNode body = Json.object()
                .put("sourceRefName", Paths.ref(proposal.source()))
                .put("targetRefName", Paths.ref(proposal.target()))
                .put("title", PullView.fittingTitle(proposal.title()))
                .put("description", PullView.fittingDescription(proposal.description()))
                .put("isDraft", true);
        body.putArray("labels")
                .addAll(proposal.labels().stream()
                        .map(label -> Json.object().put("name", label))
                        .toList());
        body.putArray("workItemRefs")
                .addAll(proposal.tickets().stream()
                        .filter(ticket -> ticket.host().equals(repository.host()))
                        .map(TicketRef::id)
                        .map(id -> Json.object().put("id", id))
                        .toList());
        JsonNode made =
                api.json(Call.post(Paths.git(repository, "pullRequests")).json(body));
        PullRequestRef ref = ref(repository, made);
        PullRequest pull = PullView.of(ref, made, url(ref));
        List<String> missing = proposal.labels().stream()
                .filter(label -> pull.labels().stream().noneMatch(label::equalsIgnoreCase))
                .toList();
        label(ref, missing);
        return missing.isEmpty() && !pull.head().isEmpty() ? pull : read(ref);
    }

    @Override
    public void describe(PullRequestRef pullRequest, String title, String description) {
        change(
                pullRequest,
                Json.object()
                        .put("title", PullView.fittingTitle(title))
                        .put("description", PullView.fittingDescription(description)));
    }

    @Override
    public void markReady(PullRequestRef pullRequest) {
        if (read(pullRequest).draft()) {
            change(pullRequest, Json.object().put("isDraft", false));
        }
    }

    @Override
    public void close(PullRequestRef pullRequest) {
        if (read(pullRequest).status() == Status.OPEN) {
            change(pullRequest, Json.object().put("status", "abandoned"));
        }
    }

    private void change(PullRequestRef pullRequest, ObjectNode change) {
        api.send(Call.patch(Paths.pull(pullRequest)).json(change).again());
    }

    /** One that is there already is given back. */
    @Override
    public void label(PullRequestRef pullRequest, List<String> labels) {
        for (String label : labels) {
            api.send(Call.post(Paths.pull(pullRequest, "labels"))
                    .json(Json.object().put("name", label))
                    .again());
        }
    }

    @Override
    public List<String> requestReviews(PullRequestRef pullRequest, List<String> people) {
        return reviewers.ask(pullRequest, people);
    }

    @Override
    public @Nullable URI comment(PullRequestRef pullRequest, String marker, String markdown) {
        String thread = threads.comment(pullRequest, marker, markdown);
        return URI.create(url(pullRequest) + "?discussionId=" + thread);
    }

    @Override
    public List<Remark> remarks(PullRequestRef pullRequest) {
        return threads.remarks(pullRequest);
    }

    @Override
    public void check(RepositoryRef repository, String commit, Check check) {
        statuses.report(repository, commit, check);
    }

    @Override
    public List<Check> checks(RepositoryRef repository, String commit) {
        return statuses.newest(repository, commit);
    }

    @Override
    public String merge(PullRequestRef pullRequest, String head, String message) {
        return merge.merge(pullRequest, head, message);
    }

    private URI url(PullRequestRef pull) {
        return api.page(pull.project(), "_git", pull.repository(), "pullrequest", pull.number());
    }
}
