package dev.millrace.codehosts.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.PullRequests;
import dev.millrace.codehosts.http.Call;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import dev.millrace.contracts.events.PullRequestEvent.Status;
import java.net.URI;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Pull requests over merge requests of GitLab, their notes, and statuses of commits. */
final class GitlabPullRequests implements PullRequests {

    private static final String REQUESTS = "merge_requests";
    private static final int LONGEST_DESCRIPTION = 255;

    private final Site site;
    private final Notes notes;
    private final Merging merging;
    private final Reviewers reviewers;

    GitlabPullRequests(Site site, Notes notes) {
        this.site = site;
        this.notes = notes;
        this.merging = new Merging(site);
        this.reviewers = new Reviewers(site);
    }

    @Override
    public PullRequest read(PullRequestRef pullRequest) {
        return view(Site.path(pullRequest), json(pullRequest));
    }

    private JsonNode json(PullRequestRef pullRequest) {
        return site.http().send(Call.get(one(pullRequest))).json();
    }

    private static String[] one(PullRequestRef pullRequest) {
        return Site.at(Site.path(pullRequest), REQUESTS, Site.number(pullRequest.number()));
    }

    private PullRequest view(String repository, JsonNode merge) {
        return MergeRequestView.pullRequest(site.host(), repository, merge);
    }

    @Override
    public Optional<PullRequest> find(RepositoryRef repository, String source) {
        Call all = newestFirst(repository).query("state", "all").query("source_branch", source);
        List<PullRequest> found = views(repository, all).toList();
        return found.stream()
                .filter(pull -> pull.status() == Status.OPEN)
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    @Override
    public List<PullRequest> open(RepositoryRef repository) {
        return views(repository, newestFirst(repository).query("state", "opened"))
                .toList();
    }

    private static Call newestFirst(RepositoryRef repository) {
        return Site.list(Site.path(repository), REQUESTS)
                .query("scope", "all")
                .query("order_by", "created_at")
                .query("sort", "desc");
    }

    /** Without those from forks, whose branches may have the same names. */
    private Stream<PullRequest> views(RepositoryRef repository, Call all) {
        return Fields.items(site.http().linkedPages(all))
                .filter(merge -> merge.path("source_project_id").equals(merge.path("target_project_id")))
                .map(merge -> view(Site.path(repository), merge));
    }

    @Override
    public PullRequest create(RepositoryRef repository, Proposal proposal) {
        ObjectNode wish = JsonNodeFactory.instance
                .objectNode()
                .put("source_branch", proposal.source())
                .put("target_branch", proposal.target())
                .put("title", MergeRequestView.draft(proposal.title()))
                .put("description", proposal.description())
                .put("labels", Fields.labels(proposal.labels()));
        Call post = Call.post(Site.at(Site.path(repository), REQUESTS)).json(wish);
        return view(Site.path(repository), site.http().send(post).json());
    }

    @Override
    public void describe(PullRequestRef pullRequest, String title, String description) {
        boolean draft = MergeRequestView.isDraft(json(pullRequest));
        change(
                pullRequest,
                Map.of(
                        "title",
                        draft ? MergeRequestView.draft(title) : MergeRequestView.plain(title),
                        "description",
                        description));
    }

    private void change(PullRequestRef pullRequest, Map<String, String> fields) {
        ObjectNode wish = JsonNodeFactory.instance.objectNode();
        fields.forEach(wish::put);
        site.http().send(Call.put(one(pullRequest)).json(wish));
    }

    @Override
    public void markReady(PullRequestRef pullRequest) {
        JsonNode merge = json(pullRequest);
        if (MergeRequestView.isDraft(merge)) {
            change(
                    pullRequest,
                    Map.of("title", MergeRequestView.plain(merge.path("title").asText())));
        }
    }

    @Override
    public void label(PullRequestRef pullRequest, List<String> labels) {
        change(pullRequest, Map.of("add_labels", Fields.labels(labels)));
    }

    @Override
    public List<String> requestReviews(PullRequestRef pullRequest, List<String> people) {
        return reviewers.ask(Site.path(pullRequest), Site.number(pullRequest.number()), people);
    }

    @Override
    public URI comment(PullRequestRef pullRequest, String marker, String markdown) {
        return notes.write(Site.path(pullRequest), REQUESTS, Site.number(pullRequest.number()), marker, markdown);
    }

    @Override
    public List<Remark> remarks(PullRequestRef pullRequest) {
        return notes.all(Site.path(pullRequest), REQUESTS, Site.number(pullRequest.number()))
                .map(MergeRequestView::remark)
                .toList();
    }

    @Override
    public void check(RepositoryRef repository, String commit, Check check) {
        ObjectNode status = JsonNodeFactory.instance
                .objectNode()
                .put("name", check.name())
                .put("state", state(check.state()))
                .put("description", cut(check.description()));
        if (check.url() != null) {
            status.put("target_url", check.url().toString());
        }
        try {
            site.http()
                    .send(Call.post(Site.at(Site.path(repository), "statuses", commit))
                            .again()
                            .json(status));
        } catch (HostException.Invalid e) {
            // GitLab takes no second "running" of what runs
            boolean so = checks(repository, commit).stream()
                    .anyMatch(known -> known.name().equals(check.name()) && known.state() == check.state());
            if (!so) {
                throw e;
            }
        }
    }

    private static String state(Check.State state) {
        return switch (state) {
            case RUNNING -> "running";
            case SUCCEEDED -> "success";
            case FAILED -> "failed";
        };
    }

    private static String cut(String description) {
        return description.codePointCount(0, description.length()) <= LONGEST_DESCRIPTION
                ? description
                : description.substring(0, description.offsetByCodePoints(0, LONGEST_DESCRIPTION - 1)) + "…";
    }

    @Override
    public List<Check> checks(RepositoryRef repository, String commit) {
        Call all = Site.list(Site.path(repository), "repository", "commits", commit, "statuses");
        Map<String, JsonNode> newest = new LinkedHashMap<>();
        Fields.items(site.http().linkedPages(all))
                .sorted(Comparator.comparingLong(status -> status.path("id").asLong()))
                .forEach(status -> newest.put(Fields.needed(status, "name"), status));
        return newest.values().stream()
                .map(MergeRequestView::check)
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public String merge(PullRequestRef pullRequest, String head, String message) {
        return merging.merge(Site.path(pullRequest), Site.number(pullRequest.number()), head, message);
    }

    @Override
    public void close(PullRequestRef pullRequest) {
        if (MergeRequestView.status(json(pullRequest)) == Status.OPEN) {
            change(pullRequest, Map.of("state_event", "close"));
        }
    }
}
