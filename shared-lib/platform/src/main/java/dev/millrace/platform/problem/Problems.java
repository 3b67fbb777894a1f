package dev.millrace.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.platform.database.DatabaseFailures;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;

/** Turns what went wrong into an answer. */
@Singleton
public class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);
    private static final int RETRY_AFTER_SECONDS = 1;

    private final ObjectMapper json;

    Problems(ObjectMapper json) {
        this.json = json;
    }

    /** The problem that a failure stands for. A failure that nobody foresaw is logged and becomes a 500. */
    public Problem of(Throwable failure) {
        return switch (failure) {
            case ProblemException known -> {
                LOG.infof("Refused: %s", known.getMessage());
                yield known.problem();
            }
            case CompletionException wrapped when wrapped.getCause() != null -> of(wrapped.getCause());
            case Throwable t
            when DatabaseFailures.isUnavailable(t) -> {
                LOG.warnf("The database is unavailable: %s", t.getMessage());
                yield Problem.unavailable("The database is unavailable. Try again.");
            }
            default -> {
                LOG.error("Failed", failure);
                yield Problem.internal();
            }
        };
    }

    /** Ends a request with a problem. */
    public void respond(RoutingContext context, Problem problem) {
        if (context.response().ended()) {
            return;
        }
        if (problem.status() == 503) {
            context.response().putHeader("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
        }
        context.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(Buffer.buffer(bytes(problem)));
    }

    private byte[] bytes(Problem problem) {
        try {
            return json.writeValueAsBytes(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem is always writable", e);
        }
    }
}
