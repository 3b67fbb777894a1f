package dev.millrace.platform.event;

import static io.vertx.core.http.HttpHeaders.CONTENT_TYPE;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.contracts.wire.AttributeText;
import dev.millrace.contracts.wire.HeaderText;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import dev.millrace.platform.problem.Problems;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.http.vertx.VertxMessageFactory;
import io.quarkus.funqy.runtime.ApplicationException;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Stands before Funqy and lets only valid CloudEvents through, in binary mode (HTTP protocol binding 1.0.2, section
 * 3.1). Funqy alone accepts events without source or version, answers malformed ones with a 500, which brokers retry,
 * and offers every function at {@code /<name>} past all checks.
 */
@ApplicationScoped
public class EventGuard {

    private static final int FIRST = -1000;
    private static final Problem TOO_LARGE = Problem.tooLarge("An event has at most " + EventCodec.LARGEST + " bytes.");
    private static final String STRUCTURED = "application/cloudevents+json";
    private static final Pattern INTERNAL = Pattern.compile("`|(java|com|io|org|dev)\\.[a-z]+\\.");

    private final Problems problems;
    private final Optional<String> function;

    /** @param function empty for a function that takes no events */
    EventGuard(Problems problems, @ConfigProperty(name = "quarkus.funqy.export") Optional<String> function) {
        this.problems = problems;
        this.function = function;
    }

    void install(@Observes Router router) {
        router.route("/")
                .order(FIRST)
                .handler(this::requirePost)
                .handler(this::requireEvent)
                .failureHandler(this::fail);
        function.ifPresent(name -> router.route("/" + name)
                .order(FIRST)
                .handler(context -> problems.respond(context, Problem.notFound("Post CloudEvents to /."))));
    }

    private void requirePost(RoutingContext context) {
        if (context.request().method().equals(HttpMethod.POST)) {
            context.next();
        } else {
            context.response().putHeader(HttpHeaders.ALLOW, "POST");
            problems.respond(context, Problem.methodNotAllowed("Post CloudEvents to /."));
        }
    }

    private void requireEvent(RoutingContext context) {
        String type = String.valueOf(context.request().getHeader(CONTENT_TYPE)).toLowerCase(Locale.ROOT);
        if (type.startsWith("application/cloudevents-batch")) {
            problems.respond(context, Problem.unsupportedMediaType("Batches are not accepted. Send one event."));
            return;
        }
        if (type.startsWith("application/cloudevents") && !type.startsWith(STRUCTURED)) {
            problems.respond(context, Problem.unsupportedMediaType("Only the JSON event format is accepted."));
            return;
        }
        Buffer body = context.body().buffer() == null
                ? Buffer.buffer()
                : context.body().buffer();
        if (body.length() > EventCodec.LARGEST + EventCodec.OBITUARY) {
            problems.respond(context, TOO_LARGE);
            return;
        }
        CloudEvent event;
        try {
            event = read(context.request().headers(), body);
        } catch (RuntimeException e) {
            problems.respond(context, Problem.notAnEvent("This is no valid CloudEvent: " + sentence(e)));
            return;
        }
        if (body.length() > EventCodec.LARGEST && event.getExtension("knativeerrordest") == null) {
            problems.respond(context, TOO_LARGE);
            return;
        }
        asBinary(context, event);
        context.next();
    }

    private static CloudEvent read(MultiMap headers, Buffer body) {
        CloudEvent event =
                VertxMessageFactory.createReader(decoded(headers), body).toEvent();
        if (event.getSpecVersion() != SpecVersion.V1) {
            throw new IllegalArgumentException("only specversion 1.0 is accepted");
        }
        if (event.getId().isEmpty()
                || event.getType().isEmpty()
                || event.getSource().toString().isEmpty()) {
            throw new IllegalArgumentException("id, source and type must not be empty");
        }
        event.getAttributeNames().forEach(name -> AttributeText.requirePrintable(name, event.getAttribute(name)));
        event.getExtensionNames().forEach(name -> AttributeText.requirePrintable(name, event.getExtension(name)));
        return event;
    }

    /** The SDK leaves the attributes of binary mode encoded. */
    private static MultiMap decoded(MultiMap headers) {
        var decoded = MultiMap.caseInsensitiveMultiMap();
        headers.forEach((name, value) -> decoded.add(name, isAttribute(name) ? HeaderText.decode(value) : value));
        return decoded;
    }

    private static boolean isAttribute(String header) {
        return header.regionMatches(true, 0, "ce-", 0, 3);
    }

    /** Funqy reads the attributes from the headers, undecoded, and the data from the body. */
    private static void asBinary(RoutingContext context, CloudEvent event) {
        MultiMap headers = context.request().headers();
        headers.names().stream().filter(EventGuard::isAttribute).toList().forEach(headers::remove);
        for (String name : event.getAttributeNames()) {
            if (!name.equals("datacontenttype")) {
                headers.set("ce-" + name, String.valueOf(event.getAttribute(name)));
            }
        }
        for (String name : event.getExtensionNames()) {
            headers.set("ce-" + name, String.valueOf(event.getExtension(name)));
        }
        String type = event.getDataContentType();
        headers.set(CONTENT_TYPE, type == null ? EventCodec.JSON : type);
        ((RoutingContextInternal) context).setBody(Buffer.buffer(EventCodec.data(event)));
    }

    private void fail(RoutingContext context) {
        Throwable failure = unwrapped(context.failure());
        if (failure instanceof Forwarded event) {
            event.writeTo(context.response());
        } else if (failure instanceof ProblemException answer) {
            problems.respond(context, answer.problem());
        } else if (failure != null && context.statusCode() / 100 != 4) {
            problems.respond(context, problems.of(failure));
        } else if (context.statusCode() == 413) {
            problems.respond(context, Problem.tooLarge("This body is too large."));
        } else if (context.statusCode() == 404) {
            problems.respond(context, Problem.unintelligible("No function here takes this type of event."));
        } else {
            problems.respond(context, Problem.internal());
        }
    }

    /** Funqy wraps what a function throws. */
    private static @Nullable Throwable unwrapped(@Nullable Throwable failure) {
        return failure instanceof ApplicationException ? failure.getCause() : failure;
    }

    /** What the reader says, unless it speaks of its own classes. */
    private static String sentence(RuntimeException e) {
        String message =
                e.getCause() instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
        String said = message == null ? "" : message.lines().findFirst().orElse("");
        String sentence = said.isEmpty() || INTERNAL.matcher(said).find() ? "it cannot be read" : said;
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }
}
