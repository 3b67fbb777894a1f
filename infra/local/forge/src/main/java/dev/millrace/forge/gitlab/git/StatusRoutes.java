package dev.millrace.forge.gitlab.git;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.forge.check.Check;
import dev.millrace.forge.check.Checks;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.gitlab.Area;
import dev.millrace.forge.gitlab.Input;
import dev.millrace.forge.gitlab.Pages;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import java.util.List;

/** Statuses that others report on commits. */
public final class StatusRoutes {

    private final Core core;

    public StatusRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.post("projects/{id}/statuses/{sha}", this::report)
                .get("projects/{id}/repository/commits/{sha}/statuses", this::list);
    }

    private Reply report(Call call) {
        Area area = Area.of(core, call);
        Input input = Input.of(call);
        Check.State state = switch (input.needed("state")) {
            case "pending", "waiting_for_resource" -> Check.State.PENDING;
            case "running" -> Check.State.RUNNING;
            case "success" -> Check.State.SUCCEEDED;
            case "failed" -> Check.State.FAILED;
            case "canceled" -> Check.State.ERROR;
            case "skipped" -> Check.State.NOT_APPLICABLE;
            default -> throw HttpProblem.badRequest("state does not have a valid value");
        };
        String name = input.text("name").or(() -> input.text("context")).orElse("default");
        Check check = core.checks()
                .report(
                        Checks.Report.onCommit(
                                area.repo(call).number(),
                                FileRoutes.commit(area, call, call.at("sha")),
                                name,
                                state,
                                input.text("description").orElse(""),
                                input.text("target_url").orElse("")),
                        call.by());
        return Reply.created(view(area, check));
    }

    private Reply list(Call call) {
        Area area = Area.of(core, call);
        String commit = FileRoutes.commit(area, call, call.at("sha"));
        List<Check> checks = core.checks().onCommit(area.repo(call).number(), commit);
        List<Check> wanted = call.asks("all") ? checks : Checks.latest(checks);
        return Pages.list(call, wanted, check -> view(area, check));
    }

    private static ObjectNode view(Area area, Check check) {
        ObjectNode view = Json.object()
                .put("id", check.number())
                .put("sha", check.commit())
                .put("name", check.genre().isEmpty() ? check.name() : check.genre() + "/" + check.name())
                .put(
                        "status",
                        switch (check.state()) {
                            case PENDING -> "pending";
                            case RUNNING -> "running";
                            case SUCCEEDED -> "success";
                            case FAILED -> "failed";
                            case ERROR -> "canceled";
                            case NOT_APPLICABLE -> "skipped";
                        })
                .put("description", check.description())
                .put("target_url", check.url())
                .put("created_at", check.created().toString());
        view.set("author", area.user(check.author()));
        return view;
    }
}
