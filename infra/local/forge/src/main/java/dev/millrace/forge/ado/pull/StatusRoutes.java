package dev.millrace.forge.ado.pull;

import dev.millrace.forge.ado.Site;
import dev.millrace.forge.check.Check;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Reply;
import dev.millrace.forge.http.Router;
import dev.millrace.forge.pull.PullRequest;

/** Statuses that others report on pull requests. */
public final class StatusRoutes {

    private static final String ALL = "{org}/{project?}/_apis/git/repositories/{repo}/pullRequests/{pull}/statuses";

    private final Core core;

    public StatusRoutes(Core core) {
        this.core = core;
    }

    public void register(Router routes) {
        routes.get(ALL, this::list)
                .post(ALL, this::add)
                .get(ALL + "/{status}", this::get)
                .delete(ALL + "/{status}", this::delete);
    }

    private Reply list(Call call) {
        Site site = Site.of(core, call);
        return Site.list(core.checks().onPull(site.pull(call).number()), new StatusView(site)::pullStatus);
    }

    private Reply add(Call call) {
        Site site = Site.of(core, call);
        PullRequest pull = site.pull(call);
        Check check = core.checks()
                .report(StatusView.report(call.json(), pull.repo(), pull.head(), pull.number()), call.by());
        return Reply.created(new StatusView(site).pullStatus(check));
    }

    private Reply get(Call call) {
        return Reply.ok(new StatusView(Site.of(core, call)).pullStatus(status(call)));
    }

    private Reply delete(Call call) {
        core.checks().delete(status(call).number());
        return Reply.nothing();
    }

    private Check status(Call call) {
        long pull = Site.of(core, call).pull(call).number();
        return core.checks()
                .find(call.number("status"))
                .filter(check -> check.pull() == pull)
                .orElseThrow(() -> HttpProblem.notFound("There is no status " + call.at("status") + "."));
    }
}
