package dev.millrace.forge.ado;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.ado.build.BuildRoutes;
import dev.millrace.forge.ado.build.PipelineRoutes;
import dev.millrace.forge.ado.git.CommitRoutes;
import dev.millrace.forge.ado.git.ItemRoutes;
import dev.millrace.forge.ado.git.PushRoutes;
import dev.millrace.forge.ado.git.RepositoryRoutes;
import dev.millrace.forge.ado.hooks.HookRoutes;
import dev.millrace.forge.ado.pull.IterationRoutes;
import dev.millrace.forge.ado.pull.PolicyRoutes;
import dev.millrace.forge.ado.pull.PullRoutes;
import dev.millrace.forge.ado.pull.ReviewRoutes;
import dev.millrace.forge.ado.pull.StatusRoutes;
import dev.millrace.forge.ado.pull.ThreadRoutes;
import dev.millrace.forge.ado.wit.CommentRoutes;
import dev.millrace.forge.ado.wit.QueryRoutes;
import dev.millrace.forge.ado.wit.WorkItemRoutes;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.Face;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import java.util.UUID;

/** Azure DevOps Services under {@code /ado/{organisation}}; any organisation is the same one. */
public final class AdoFace implements Face {

    private final Core core;

    public AdoFace(Core core) {
        this.core = core;
    }

    @Override
    public String prefix() {
        return "/ado/";
    }

    /** Who answers what: each class lists its own paths. */
    @Override
    public Router routes() {
        var routes = new Router();
        new Discovery(core).register(routes); //       _apis, _apis/connectionData, _apis/ResourceAreas
        new ProjectRoutes(core).register(routes); //   _apis/projects, identities
        new RepositoryRoutes(core).register(routes); // _apis/git/repositories, refs
        new ItemRoutes(core).register(routes); //      items, blobs, trees
        new CommitRoutes(core).register(routes); //    commits, diffs, stats, statuses of commits
        new PushRoutes(core).register(routes); //      pushes
        new PullRoutes(core).register(routes); //      pullrequests
        new ReviewRoutes(core).register(routes); //    reviewers, labels
        new ThreadRoutes(core).register(routes); //    threads
        new StatusRoutes(core).register(routes); //    statuses of pull requests
        new IterationRoutes(core).register(routes); // iterations, changes, commits of pull requests
        new PolicyRoutes(core).register(routes); //    _apis/policy
        new WorkItemRoutes(core).register(routes); //  _apis/wit: work items, revisions, updates
        new QueryRoutes(core).register(routes); //     _apis/wit: WIQL, types
        new CommentRoutes(core).register(routes); //   _apis/wit: comments
        new BuildRoutes(core).register(routes); //     _apis/build
        new PipelineRoutes(core).register(routes); //  _apis/pipelines
        new HookRoutes(core).register(routes); //      _apis/hooks
        return routes;
    }

    @Override
    public JsonNode problem(HttpProblem problem) {
        String key = problem.code().isEmpty() ? "VssServiceException" : problem.code();
        return Json.object()
                .put("$id", "1")
                .putNull("innerException")
                .put("message", problem.sentence())
                .put("typeName", "Forge." + key + ", Forge")
                .put("typeKey", key)
                .put("errorCode", 0)
                .put("eventId", 3000);
    }

    @Override
    public Reply finish(Call call, Reply reply) {
        return reply.with("X-VSS-E2EID", UUID.randomUUID().toString());
    }
}
