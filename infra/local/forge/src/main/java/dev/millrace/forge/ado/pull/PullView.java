package dev.millrace.forge.ado.pull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.ado.Site;
import dev.millrace.forge.ado.git.GitView;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.git.MergeTrial;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.people.Guid;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.pull.Iteration;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.pull.Reviewer;
import java.time.Instant;
import java.util.Optional;

/** Pull requests as Azure Repos shows them. */
public record PullView(Site site) {

    public ObjectNode pull(PullRequest pull) {
        Repo repo = site.core().projects().repo(pull.repo());
        var git = new GitView(site, repo);
        ObjectNode view = Json.object()
                .put("pullRequestId", pull.number())
                .put("codeReviewId", pull.number())
                .put("status", status(pull.state()))
                .put("creationDate", pull.created().toString())
                .put("title", pull.title())
                .put("description", pull.description())
                .put("sourceRefName", "refs/heads/" + pull.source())
                .put("targetRefName", "refs/heads/" + pull.target())
                .put("isDraft", pull.draft())
                .put("supportsIterations", true)
                .put("mergeId", Guid.of("merge", pull.head()))
                .put("mergeStatus", mergeStatus(pull))
                .put("url", url(pull))
                .put("artifactId", artifact(pull));
        view.set("repository", site.repo(repo));
        view.set("createdBy", site.identity(pull.author()));
        view.set("reviewers", Json.array(pull.reviewers(), reviewer -> reviewer(pull, reviewer)));
        view.set("labels", Json.array(pull.labels(), label -> label(pull, label)));
        view.set("lastMergeSourceCommit", git.commitRef(pull.head()));
        String target = target(pull);
        if (!target.equals(GitRepo.NONE)) {
            view.set("lastMergeTargetCommit", git.commitRef(target));
        }
        closing(pull, git, view);
        return view;
    }

    /** Web address of a pull request. */
    String web(PullRequest pull) {
        Repo repo = site.core().projects().repo(pull.repo());
        return site.repo(repo).path("webUrl").asText() + "/pullrequest/" + pull.number();
    }

    String url(PullRequest pull) {
        return site.url(site.core().projects().repo(pull.repo())) + "/pullRequests/" + pull.number();
    }

    /** What a work item's link to a pull request points to. */
    public String artifact(PullRequest pull) {
        Repo repo = site.core().projects().repo(pull.repo());
        String project = site.core().projects().project(repo.project()).guid();
        return "vstfs:///Git/PullRequestId/" + project + "%2F" + repo.guid() + "%2F" + pull.number();
    }

    ObjectNode reviewer(PullRequest pull, Reviewer reviewer) {
        ObjectNode view = site.identity(reviewer.login());
        return view.put(
                        "reviewerUrl",
                        url(pull) + "/reviewers/" + view.path("id").asText())
                .put("vote", reviewer.vote())
                .put("hasDeclined", false)
                .put("isRequired", reviewer.required())
                .put("isFlagged", false);
    }

    ObjectNode label(PullRequest pull, String label) {
        return Json.object()
                .put("id", Guid.of("label", label))
                .put("name", label)
                .put("active", true)
                .put("url", url(pull) + "/labels/" + Guid.of("label", label));
    }

    ObjectNode iteration(PullRequest pull, Iteration iteration) {
        Repo repo = site.core().projects().repo(pull.repo());
        var git = new GitView(site, repo);
        ObjectNode view = Json.object()
                .put("id", iteration.number())
                .put("description", "")
                .put("createdDate", iteration.at().toString())
                .put("updatedDate", iteration.at().toString())
                .put("hasMoreCommits", false)
                .put("reason", iteration.number() == 1 ? "create" : "push");
        view.set("author", site.identity(iteration.by()));
        view.set("sourceRefCommit", git.commitRef(iteration.source()));
        view.set("targetRefCommit", git.commitRef(iteration.target()));
        view.set("commonRefCommit", git.commitRef(iteration.base()));
        return view;
    }

    private void closing(PullRequest pull, GitView git, ObjectNode view) {
        String merge = pull.mergeCommit();
        if (merge != null) {
            view.set("lastMergeCommit", git.commitRef(merge));
        }
        Instant closed = pull.closed();
        if (closed != null) {
            view.put("closedDate", closed.toString());
        }
        String by = pull.closedBy();
        if (by != null) {
            view.set("closedBy", site.identity(by));
        }
    }

    private String target(PullRequest pull) {
        Repo repo = site.core().projects().repo(pull.repo());
        Optional<String> now =
                pull.isOpen() ? site.core().projects().git(repo).branch(pull.target()) : Optional.empty();
        return now.orElse(
                pull.iterations().isEmpty()
                        ? GitRepo.NONE
                        : pull.iterations().getLast().target());
    }

    private String mergeStatus(PullRequest pull) {
        if (!pull.isOpen()) {
            return pull.state() == PullRequest.State.MERGED ? "succeeded" : "notSet";
        }
        return site.core()
                .merges()
                .trial(pull)
                .map(trial -> switch (trial) {
                    case MergeTrial.Clean clean -> "succeeded";
                    case MergeTrial.NothingToMerge nothing -> "succeeded";
                    case MergeTrial.Conflicts conflicts -> "conflicts";
                })
                .orElse("failure");
    }

    private static String status(PullRequest.State state) {
        return switch (state) {
            case OPEN -> "active";
            case MERGED -> "completed";
            case ABANDONED -> "abandoned";
        };
    }
}
