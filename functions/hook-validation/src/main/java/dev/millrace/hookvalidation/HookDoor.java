package dev.millrace.hookvalidation;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.contracts.tenant.HookSubscription;
import dev.millrace.contracts.tenant.Tenant;
import dev.millrace.platform.metering.Meter;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import dev.millrace.platform.problem.Problems;
import dev.millrace.platform.tenancy.Tenants;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * The door for hooks: {@code POST /hooks/<tenant>/<subscription>}. It authenticates, and answers 202 once the broker has
 * the hook's event.
 *
 * <p>Azure DevOps disables a subscription whose hooks are refused, so an authenticated hook gets 202 or 503 and nothing
 * else; a bad body is quarantined.
 */
@ApplicationScoped
public class HookDoor {

    private static final Logger LOG = Logger.getLogger(HookDoor.class);
    private static final int BEFORE_BODIES_ARE_READ = Integer.MIN_VALUE;
    private static final String PATH = "/hooks/:tenant/:subscription";
    private static final Problem STRANGER =
            Problem.unauthenticated("The tenant, the hook or its secret is wrong. See 'millrace tenant show'.");

    private final Tenants tenants;
    private final HookSender sender;
    private final HookIntake intake;
    private final Meter meter;
    private final Problems problems;
    private final HookConfig config;

    HookDoor(Tenants tenants, HookSender sender, HookIntake intake, Meter meter, Problems problems, HookConfig config) {
        this.tenants = tenants;
        this.sender = sender;
        this.intake = intake;
        this.meter = meter;
        this.problems = problems;
        this.config = config;
    }

    private record Visit(Tenant tenant, HookSubscription hook) {}

    void install(@Observes Router router) {
        router.route(HttpMethod.POST, PATH).order(BEFORE_BODIES_ARE_READ).handler(this::post);
        router.route(HttpMethod.OPTIONS, PATH).handler(this::handshake);
        router.route("/hooks/*").handler(this::other);
    }

    private void post(RoutingContext context) {
        HttpServerRequest request = context.request();
        Optional<Visit> visit = visit(context, hook -> sender.mayCome(hook, request.headers()));
        if (visit.isEmpty()) {
            problems.respond(context, STRANGER);
            return;
        }
        Meter.Work work = meter.begin(visit.get().tenant().id(), null);
        UniHelper.toUni(HookBody.read(
                        request, config, sender.mac(visit.get().hook()).orElse(null)))
                .chain(body -> accept(visit.get(), request, body))
                .onTermination()
                .invoke(work::close)
                .subscribe()
                .with(
                        accepted -> context.response().setStatusCode(202).end(),
                        failure -> problems.respond(context, refusal(failure)));
    }

    private Uni<Void> accept(Visit visit, HttpServerRequest request, HookBody body) {
        return sender.signed(visit.hook(), request.headers(), body.mac())
                ? intake.take(visit.tenant(), visit.hook(), Posting.of(visit.hook(), request, body))
                : Uni.createFrom().failure(new ProblemException(STRANGER));
    }

    /** The webhook handshake of CloudEvents' HTTP 1.1 web hooks, section 4. */
    private void handshake(RoutingContext context) {
        String origin = context.request().getHeader("WebHook-Request-Origin");
        boolean events =
                visit(context, hook -> hook.kind() == HookKind.CLOUDEVENTS).isPresent();
        if (origin == null || !events) {
            context.response()
                    .setStatusCode(204)
                    .putHeader("Allow", "POST, OPTIONS")
                    .end();
            return;
        }
        context.response()
                .setStatusCode(200)
                .putHeader("Allow", "POST, OPTIONS")
                .putHeader("WebHook-Allowed-Origin", origin)
                .putHeader("WebHook-Allowed-Rate", "*")
                .end();
    }

    private void other(RoutingContext context) {
        boolean known = context.request().path().split("/").length == 4;
        problems.respond(
                context,
                known
                        ? Problem.methodNotAllowed("Hooks are posted.")
                        : Problem.notFound("A hook's address is /hooks/<tenant>/<subscription>."));
    }

    /** Hook and secret may be new: Azure DevOps does not send a hook again that was refused. */
    private Optional<Visit> visit(RoutingContext context, Predicate<HookSubscription> mayCome) {
        String subscription = context.pathParam("subscription");
        return tenant(context.pathParam("tenant"))
                .flatMap(id -> tenants.find(
                        id, tenant -> tenant.hook(subscription).filter(mayCome).map(hook -> new Visit(tenant, hook))));
    }

    private static Optional<TenantId> tenant(String name) {
        try {
            return Optional.of(new TenantId(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whatever keeps an authenticated hook from being stored, the sender shall come again. */
    private Problem refusal(Throwable failure) {
        if (failure instanceof ProblemException known && known.problem().status() < 500) {
            return known.problem();
        }
        Problem problem = problems.of(failure);
        LOG.warnf("A hook could not be stored: %s", problem.detail());
        return problem.status() == 503 ? problem : Problem.unavailable("The hook could not be stored. Try again.");
    }
}
