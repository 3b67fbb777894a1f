package dev.millrace.codehosts.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.PullRequests;
import dev.millrace.codehosts.http.Call;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class GithubPullRequests implements PullRequests {

    private static final String READY = """
        mutation ($id: ID!) {
          markPullRequestReadyForReview(input: {pullRequestId: $id}) { pullRequest { isDraft } }
        }
        """;

    private final GithubApi api;
    private final MarkedComments comments;
    private final Reviews reviews;
    private final Checks checks;
    private final Merges merges;

    GithubPullRequests(GithubApi api) {
        this.api = api;
        this.comments = new MarkedComments(api);
        this.reviews = new Reviews(api);
        this.checks = new Checks(api);
        this.merges = new Merges(api);
    }

    @Override
    public PullRequest read(PullRequestRef pullRequest) {
        FullName at = FullName.of(pullRequest);
        return PullView.of(api.host(), at, api.send(Call.get(at.path("pulls", number(pullRequest)))));
    }

    private static String number(PullRequestRef pullRequest) {
        return FullName.number(pullRequest.number());
    }

    @Override
    public Optional<PullRequest> find(RepositoryRef repository, String source) {
        FullName at = FullName.of(repository);
        List<PullRequest> newestFirst = pulls(at, "all", at.owner() + ":" + source);
        return newestFirst.stream()
                .filter(pull -> pull.status() == Status.OPEN)
                .findFirst()
                .or(() -> newestFirst.stream().findFirst());
    }

    @Override
    public List<PullRequest> open(RepositoryRef repository) {
        return pulls(FullName.of(repository), "open", "");
    }

    private List<PullRequest> pulls(FullName at, String state, String head) {
        Call call = Call.get(at.path("pulls"))
                .query("state", state)
                .query("sort", "created")
                .query("direction", "desc");
        return api.list(head.isEmpty() ? call : call.query("head", head)).stream()
                .map(pull -> PullView.of(api.host(), at, pull))
                .toList();
    }

    @Override
    public PullRequest create(RepositoryRef repository, Proposal proposal) {
        FullName at = FullName.of(repository);
        JsonNode pull = api.send(Call.post(at.path("pulls"))
                .json(Json.object()
                        .put("title", proposal.title())
                        .put("body", proposal.description())
                        .put("head", proposal.source())
                        .put("base", proposal.target())
                        .put("draft", true)));
        List<String> labels = labelled(at, pull.path("number").asText(), proposal.labels());
        return PullView.of(api.host(), at, pull, labels);
    }

    @Override
    public void describe(PullRequestRef pullRequest, String title, String description) {
        change(pullRequest, Json.object().put("title", title).put("body", description));
    }

    @Override
    public void close(PullRequestRef pullRequest) {
        change(pullRequest, Json.object().put("state", "closed"));
    }

    private void change(PullRequestRef pullRequest, ObjectNode body) {
        FullName at = FullName.of(pullRequest);
        api.run(Call.patch(at.path("pulls", number(pullRequest))).json(body).again());
    }

    @Override
    public void markReady(PullRequestRef pullRequest) {
        JsonNode pull = api.send(Call.get(FullName.of(pullRequest).path("pulls", number(pullRequest))));
        if (pull.path("draft").asBoolean()) {
            api.graphql(READY, Map.of("id", pull.path("node_id").asText()), true);
        }
    }

    @Override
    public void label(PullRequestRef pullRequest, List<String> labels) {
        labelled(FullName.of(pullRequest), number(pullRequest), labels);
    }

    /** The labels since. */
    private List<String> labelled(FullName at, String number, List<String> labels) {
        if (labels.isEmpty()) {
            return labels;
        }
        ObjectNode body = Json.object();
        labels.forEach(body.putArray("labels")::add);
        return Json.names(api.send(
                Call.post(at.path("issues", number, "labels")).json(body).again()));
    }

    @Override
    public List<String> requestReviews(PullRequestRef pullRequest, List<String> people) {
        return reviews.request(FullName.of(pullRequest), number(pullRequest), people);
    }

    @Override
    public @Nullable URI comment(PullRequestRef pullRequest, String marker, String markdown) {
        return comments.put(FullName.of(pullRequest), number(pullRequest), marker, markdown);
    }

    @Override
    public List<Remark> remarks(PullRequestRef pullRequest) {
        return reviews.remarks(FullName.of(pullRequest), number(pullRequest));
    }

    @Override
    public void check(RepositoryRef repository, String commit, Check check) {
        checks.report(FullName.of(repository), commit, check);
    }

    @Override
    public List<Check> checks(RepositoryRef repository, String commit) {
        return checks.of(FullName.of(repository), commit);
    }

    @Override
    public String merge(PullRequestRef pullRequest, String head, String message) {
        return merges.merge(FullName.of(pullRequest), number(pullRequest), head, message);
    }
}
