package dev.millrace.forge.gitlab.merge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.gitlab.Area;
import dev.millrace.forge.gitlab.Input;
import dev.millrace.forge.hook.Happening;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.pull.PullRequest;
import dev.millrace.forge.pull.Reviewer;
import java.util.List;

/** Approvals of merge requests. */
public final class ApprovalRoutes {

    private static final String ONE = "projects/{id}/merge_requests/{iid}";

    private final Core core;

    public ApprovalRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(
                        ONE + "/approvals",
                        call -> Reply.ok(
                                view(Area.of(core, call), Area.of(core, call).pull(call))))
                .post(ONE + "/approve", this::approve)
                .post(ONE + "/unapprove", call -> Reply.created(vote(call, 0)));
    }

    private Reply approve(Call call) {
        PullRequest pull = Area.of(core, call).pull(call);
        Input.of(call).text("sha").filter(sha -> !sha.equals(pull.head())).ifPresent(sha -> {
            throw HttpProblem.conflict("SHA does not match HEAD of source branch");
        });
        return Reply.created(vote(call, Reviewer.APPROVED));
    }

    private JsonNode vote(Call call, int vote) {
        Area area = Area.of(core, call);
        PullRequest pull = core.pulls()
                .change(
                        area.pull(call).number(),
                        Happening.Pull.VOTE,
                        call.by(),
                        (each, at) -> each.reviewedBy(
                                new Reviewer(
                                        call.by().login(),
                                        vote,
                                        each.reviewer(call.by().login())
                                                .map(Reviewer::required)
                                                .orElse(false)),
                                at))
                .orElseThrow(() -> Area.notFound("Merge Request"));
        return view(area, pull);
    }

    private JsonNode view(Area area, PullRequest pull) {
        List<Reviewer> approved =
                pull.reviewers().stream().filter(Reviewer::approves).toList();
        List<String> missing = core.policies().missing(pull);
        ObjectNode view = Json.object()
                .put("id", pull.number())
                .put("iid", pull.number())
                .put("project_id", pull.repo())
                .put("approved", missing.isEmpty())
                .put("approvals_left", missing.size());
        return view.set(
                "approved_by",
                Json.array(approved, reviewer -> Json.object().<ObjectNode>set("user", area.user(reviewer.login()))));
    }
}
