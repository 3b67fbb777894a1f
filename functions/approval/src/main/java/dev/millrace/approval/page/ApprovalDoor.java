package dev.millrace.approval.page;

import dev.millrace.approval.ApprovalConfig;
import dev.millrace.platform.problem.ProblemException;
import dev.millrace.platform.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * The door for people: {@code /approvals/<id>?t=<token>}. Only a POST of the page's own form does anything; nothing that
 * programs send to look at a link does.
 */
@Singleton
public class ApprovalDoor {

    private static final int BEFORE_BODIES_ARE_READ = Integer.MIN_VALUE;
    private static final int LARGEST_BODY = 16 * 1024;
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String METHODS = "GET, HEAD, OPTIONS, POST";
    private static final String STYLE = "style.css";

    /** What else lies under this prefix and is no question. */
    private static final Set<String> OTHERS = Set.of("api", "openapi", "openapi.json", "openapi.yaml", "openapi.yml");

    private final Showing showing;
    private final Submitting submitting;
    private final Problems problems;
    private final URI address;
    private final Buffer style = resource(STYLE);

    ApprovalDoor(Showing showing, Submitting submitting, Problems problems, ApprovalConfig config) {
        this.showing = showing;
        this.submitting = submitting;
        this.problems = problems;
        this.address = config.address();
    }

    void install(@Observes Router router) {
        router.route("/approvals/" + STYLE).order(BEFORE_BODIES_ARE_READ).handler(this::style);
        router.route("/approvals/:id").order(BEFORE_BODIES_ARE_READ).handler(this::visit);
    }

    private void visit(RoutingContext context) {
        String id = context.pathParam("id");
        if (OTHERS.contains(id)) {
            context.next();
            return;
        }
        HttpServerRequest request = context.request();
        Visit visit = Visit.of(id, request);
        switch (request.method().name()) {
            case "GET", "HEAD" -> answer(context, visit, showing.show(visit));
            case "POST" -> post(context, visit);
            case "OPTIONS" ->
                Headers.secure(context.response().putHeader("Allow", METHODS))
                        .setStatusCode(204)
                        .end();
            default -> {
                context.response().putHeader("Allow", METHODS);
                answer(context, visit, Showing.notice(visit.words(), 405, "notice.method"));
            }
        }
    }

    private void post(RoutingContext context, Visit visit) {
        HttpServerRequest request = context.request();
        String type = Objects.requireNonNullElse(request.getHeader("Content-Type"), "")
                .toLowerCase(Locale.ROOT);
        if (!Headers.sameOrigin(request.headers(), address)) {
            answer(context, visit, Showing.notice(visit.words(), 403, "notice.foreign"));
        } else if (!type.startsWith(FORM)) {
            answer(context, visit, Showing.notice(visit.words(), 415, "notice.kind"));
        } else {
            answer(context, visit, BoundedBody.read(request, LARGEST_BODY).chain(body -> submit(visit, body)));
        }
    }

    private Uni<Reaction> submit(Visit visit, BoundedBody body) {
        return switch (body) {
            case BoundedBody.TooLarge large -> Showing.notice(visit.words(), 413, "notice.large");
            case BoundedBody.Whole(byte[] bytes) ->
                Submission.read(bytes)
                        .map(submission -> submitting.take(visit, submission))
                        .orElseGet(() -> Showing.notice(visit.words(), 400, "notice.kind"));
        };
    }

    private void answer(RoutingContext context, Visit visit, Uni<Reaction> reaction) {
        reaction.onFailure()
                .recoverWithUni(failure -> trouble(visit, failure))
                .subscribe()
                .with(shown -> write(context, shown), failure -> context.fail(500, failure));
    }

    private Uni<Reaction> trouble(Visit visit, Throwable failure) {
        int status = failure instanceof ProblemException known
                ? known.problem().status()
                : problems.of(failure).status();
        return status == 503
                ? Showing.notice(visit.words(), 503, "notice.busy")
                : Showing.notice(visit.words(), 500, "notice.broken");
    }

    private static void write(RoutingContext context, Reaction reaction) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        Headers.secure(response);
        switch (reaction) {
            case Reaction.Elsewhere(String location) ->
                response.setStatusCode(303).putHeader("Location", location).end();
            case Reaction.Shown(int status, String html) -> {
                if (status == 503) {
                    response.putHeader("Retry-After", "1");
                }
                Buffer bytes = Buffer.buffer(html);
                response.setStatusCode(status)
                        .putHeader("Content-Type", "text/html; charset=utf-8")
                        .putHeader("Content-Length", Integer.toString(bytes.length()));
                if (context.request().method().equals(HttpMethod.HEAD)) {
                    response.end();
                } else {
                    response.end(bytes);
                }
            }
        }
    }

    private void style(RoutingContext context) {
        context.response()
                .putHeader("Content-Type", "text/css; charset=utf-8")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Cache-Control", "public, max-age=3600")
                .end(style);
    }

    private static Buffer resource(String name) {
        try (InputStream in = Objects.requireNonNull(ApprovalDoor.class.getResourceAsStream(name), name)) {
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
