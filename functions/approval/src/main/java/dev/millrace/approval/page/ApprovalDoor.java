package dev.millrace.approval.page;

import dev.millrace.approval.ApprovalConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
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

    static final int BEFORE_BODIES_ARE_READ = Integer.MIN_VALUE;
    private static final int LARGEST_BODY = 16 * 1024;
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String METHODS = "GET, HEAD, OPTIONS, POST";
    private static final String STYLE = "style.css";

    /** What else lies under this prefix and is no question. */
    private static final Set<String> OTHERS =
            Set.of("api", "openapi", "openapi.json", "openapi.yaml", "openapi.yml", "sign-in", "signed-in");

    private final Showing showing;
    private final Submitting submitting;
    private final Responses responses;
    private final URI address;
    private final Buffer style = resource(STYLE);

    ApprovalDoor(Showing showing, Submitting submitting, Responses responses, ApprovalConfig config) {
        this.showing = showing;
        this.submitting = submitting;
        this.responses = responses;
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
            case "GET", "HEAD" -> responses.answer(context, visit, showing.show(visit));
            case "POST" -> post(context, visit);
            case "OPTIONS" ->
                Headers.secure(context.response().putHeader("Allow", METHODS))
                        .setStatusCode(204)
                        .end();
            default -> {
                context.response().putHeader("Allow", METHODS);
                responses.answer(context, visit, Showing.notice(visit.words(), 405, "notice.method"));
            }
        }
    }

    private void post(RoutingContext context, Visit visit) {
        HttpServerRequest request = context.request();
        String type = Objects.requireNonNullElse(request.getHeader("Content-Type"), "")
                .toLowerCase(Locale.ROOT);
        if (!Headers.sameOrigin(request.headers(), address)) {
            responses.answer(context, visit, Showing.notice(visit.words(), 403, "notice.foreign"));
        } else if (!type.startsWith(FORM)) {
            responses.answer(context, visit, Showing.notice(visit.words(), 415, "notice.kind"));
        } else {
            responses.answer(
                    context, visit, BoundedBody.read(request, LARGEST_BODY).chain(body -> submit(visit, body)));
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
