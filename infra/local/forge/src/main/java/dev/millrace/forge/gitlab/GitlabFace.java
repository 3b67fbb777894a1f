package dev.millrace.forge.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.gitlab.git.BranchRoutes;
import dev.millrace.forge.gitlab.git.CommitRoutes;
import dev.millrace.forge.gitlab.git.FileRoutes;
import dev.millrace.forge.gitlab.git.StatusRoutes;
import dev.millrace.forge.gitlab.issue.IssueRoutes;
import dev.millrace.forge.gitlab.issue.NoteRoutes;
import dev.millrace.forge.gitlab.merge.ApprovalRoutes;
import dev.millrace.forge.gitlab.merge.DiscussionRoutes;
import dev.millrace.forge.gitlab.merge.MergeRequestRoutes;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.Face;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import java.time.Duration;

/** GitLab under {@code /gitlab/api/v4}. */
public final class GitlabFace implements Face {

    private final Core core;

    public GitlabFace(Core core) {
        this.core = core;
    }

    @Override
    public String prefix() {
        return "/gitlab/api/v4/";
    }

    /** Who answers what: each class lists its own paths. */
    @Override
    public Router routes() {
        var routes = new Router();
        new ProjectRoutes(core).register(routes); //      user, users, groups, projects
        new FileRoutes(core).register(routes); //         repository/files, tree, blobs
        new CommitRoutes(core).register(routes); //       repository/commits, compare, merge_base
        new BranchRoutes(core).register(routes); //       repository/branches, tags, protected_branches
        new StatusRoutes(core).register(routes); //       statuses of commits
        new MergeRequestRoutes(core).register(routes); // merge_requests
        new ApprovalRoutes(core).register(routes); //     approvals
        new DiscussionRoutes(core).register(routes); //   discussions
        new IssueRoutes(core).register(routes); //        issues, labels
        new NoteRoutes(core).register(routes); //         notes
        new PipelineRoutes(core).register(routes); //     pipelines, jobs
        new HookRoutes(core).register(routes); //         hooks
        return routes;
    }

    @Override
    public JsonNode problem(HttpProblem problem) {
        return Json.object().put("message", problem.sentence()).put("error", problem.sentence());
    }

    @Override
    public Reply finish(Call call, Reply reply) {
        long reset = core.clock().instant().plus(Duration.ofMinutes(1)).getEpochSecond();
        return reply.with("RateLimit-Limit", "2000")
                .with("RateLimit-Remaining", "1999")
                .with("RateLimit-Reset", Long.toString(reset));
    }
}
