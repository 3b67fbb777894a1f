package dev.millrace.forge.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.github.git.CheckRoutes;
import dev.millrace.forge.github.git.CommitRoutes;
import dev.millrace.forge.github.git.ContentRoutes;
import dev.millrace.forge.github.git.GitDataRoutes;
import dev.millrace.forge.github.git.RefRoutes;
import dev.millrace.forge.github.issue.CommentRoutes;
import dev.millrace.forge.github.issue.EventRoutes;
import dev.millrace.forge.github.issue.IssueRoutes;
import dev.millrace.forge.github.issue.LabelRoutes;
import dev.millrace.forge.github.pull.PullRoutes;
import dev.millrace.forge.github.pull.ReviewRoutes;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.Face;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;

/** GitHub under {@code /github/api/v3} and {@code /github/api/graphql}, as an Enterprise Server has it. */
public final class GithubFace implements Face {

    private final Core core;

    public GithubFace(Core core) {
        this.core = core;
    }

    @Override
    public String prefix() {
        return "/github/api/";
    }

    /** Who answers what: each class lists its own paths. */
    @Override
    public Router routes() {
        var routes = new Router();
        new RepoRoutes(core).register(routes); //    user, users, repos, branches
        new ContentRoutes(core).register(routes); // contents
        new GitDataRoutes(core).register(routes); // git/blobs, trees, commits
        new RefRoutes(core).register(routes); //     git/refs
        new CommitRoutes(core).register(routes); //  commits, compare
        new CheckRoutes(core).register(routes); //   statuses, check-runs
        new PullRoutes(core).register(routes); //    pulls
        new ReviewRoutes(core).register(routes); //  reviews, requested reviewers, comments on lines
        new IssueRoutes(core).register(routes); //   issues, assignees
        new EventRoutes(core).register(routes); //   issues' events
        new LabelRoutes(core).register(routes); //   labels
        new CommentRoutes(core).register(routes); // comments on issues and pull requests
        new ActionRoutes(core).register(routes); //  actions
        new HookRoutes(core).register(routes); //    hooks
        new GraphqlRoutes(core).register(routes); // graphql
        return routes;
    }

    @Override
    public JsonNode problem(HttpProblem problem) {
        ObjectNode body = Json.object();
        if (problem.status() == 422) {
            body.put("message", "Validation Failed");
            body.putArray("errors")
                    .addObject()
                    .put("resource", "")
                    .put("field", "")
                    .put("code", "custom")
                    .put("message", problem.sentence());
        } else {
            body.put("message", problem.sentence());
        }
        return body.put("documentation_url", "https://docs.github.com/rest")
                .put("status", Integer.toString(problem.status()));
    }

    /** Limits are far away and never reached; faults can say otherwise. */
    @Override
    public Reply finish(Call call, Reply reply) {
        long reset = core.clock().instant().plus(Duration.ofHours(1)).getEpochSecond();
        Reply limited = reply.with("X-RateLimit-Limit", "5000")
                .with("X-RateLimit-Remaining", "4999")
                .with("X-RateLimit-Used", "1")
                .with("X-RateLimit-Resource", "core")
                .with("X-RateLimit-Reset", Long.toString(reset))
                .with("X-GitHub-Media-Type", "github.v3; format=json");
        if (!call.method().equals("GET") || reply.status() != 200) {
            return limited;
        }
        String tag = "W/\"" + digest(reply.body()) + "\"";
        boolean known = call.header("If-None-Match").filter(tag::equals).isPresent();
        return known ? new Reply(304, Map.of("ETag", tag), new byte[0]) : limited.with("ETag", tag);
    }

    private static String digest(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
