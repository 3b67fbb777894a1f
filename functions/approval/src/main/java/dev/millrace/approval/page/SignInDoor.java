package dev.millrace.approval.page;

import dev.millrace.approval.ApprovalConfig;
import dev.millrace.approval.link.Links;
import dev.millrace.approval.link.Links.Holder;
import dev.millrace.approval.signin.SignIn;
import dev.millrace.approval.signin.SignIn.Step;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Objects;

/** Where people come by on their way to and from the OpenID provider. Nothing is changed here but their cookies. */
@Singleton
public class SignInDoor {

    static final String BEGIN = "/approvals/sign-in";

    private static final String ATTEMPT = "millrace-sign-in";

    /** Some providers' codes are as long as tokens. */
    private static final int LONGEST = 4_000;

    private final SignIn signIn;
    private final Links links;
    private final Responses responses;
    private final boolean secure;

    SignInDoor(SignIn signIn, Links links, Responses responses, ApprovalConfig config) {
        this.signIn = signIn;
        this.links = links;
        this.responses = responses;
        this.secure = "https".equals(config.address().getScheme());
    }

    void install(@Observes Router router) {
        router.get(BEGIN).order(ApprovalDoor.BEFORE_BODIES_ARE_READ).handler(this::begin);
        router.get(SignIn.BACK).order(ApprovalDoor.BEFORE_BODIES_ARE_READ).handler(this::finish);
    }

    private void begin(RoutingContext context) {
        Visit visit = Visit.of(parameter(context.request(), "approval"), context.request());
        Uni<Reaction> reaction;
        if (!signIn.isPossible()) {
            reaction = Showing.notice(visit.words(), 503, "notice.unconfigured");
        } else if (visit.approval().isEmpty()
                || !(links.holder(visit.approval().get(), visit.token()) instanceof Holder.Of)) {
            reaction = Showing.notice(visit.words(), 403, "notice.forged");
        } else {
            reaction = signIn.begin(visit.address(), visit.session())
                    .chain(step -> reaction(context, visit, ATTEMPT, step));
        }
        responses.answer(context, visit, reaction);
    }

    private void finish(RoutingContext context) {
        HttpServerRequest request = context.request();
        Visit visit = Visit.of("", request);
        Cookie attempt = request.getCookie(ATTEMPT);
        context.response().addCookie(cookie(ATTEMPT, "").setMaxAge(0));
        responses.answer(
                context,
                visit,
                signIn.finish(
                                attempt == null ? "" : attempt.getValue(),
                                parameter(request, "state"),
                                parameter(request, "code"))
                        .chain(step -> reaction(context, visit, Visit.SESSION, step)));
    }

    private Uni<Reaction> reaction(RoutingContext context, Visit visit, String cookie, Step step) {
        return switch (step) {
            case Step.Onward(String location, String value) -> {
                context.response().addCookie(cookie(cookie, value));
                yield Uni.createFrom().item(new Reaction.Elsewhere(location));
            }
            case Step.Nobody nobody -> Showing.notice(visit.words(), 403, "notice.nobody");
            case Step.Away away -> Showing.notice(visit.words(), 503, "notice.away");
        };
    }

    /** Sent along when the provider sends people back, and never with what another site posts. */
    private Cookie cookie(String name, String value) {
        return Cookie.cookie(name, value)
                .setPath("/approvals")
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.LAX);
    }

    private static String parameter(HttpServerRequest request, String name) {
        try {
            String value = Objects.requireNonNullElse(request.getParam(name), "");
            return value.length() <= LONGEST ? value : "";
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }
}
