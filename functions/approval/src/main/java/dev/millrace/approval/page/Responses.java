package dev.millrace.approval.page;

import dev.millrace.platform.problem.ProblemException;
import dev.millrace.platform.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/** Writes what a visitor gets; what fails becomes a page that says so. */
@Singleton
class Responses {

    private final Problems problems;

    Responses(Problems problems) {
        this.problems = problems;
    }

    void answer(RoutingContext context, Visit visit, Uni<Reaction> reaction) {
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
}
