package dev.millrace.platform.rest;

import dev.millrace.platform.access.Operators;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import dev.millrace.platform.problem.Problems;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets only operators in. */
@Singleton
public class OperatorGate {

    private static final Problem STRANGER = Problem.unauthenticated(
            "This is for operators. Send the operator's token in the header 'Authorization: Bearer <token>'.");
    private static final int BEFORE_OTHERS = -500;

    private final Operators operators;
    private final Problems problems;
    private final String document;

    OperatorGate(
            Operators operators,
            Problems problems,
            @ConfigProperty(name = "quarkus.smallrye-openapi.path") String document) {
        this.operators = operators;
        this.problems = problems;
        this.document = document;
    }

    /**
     * Runs before a resource is looked for, so that no spelling of a path gets around it and strangers do not even learn
     * what there is.
     */
    @ServerRequestFilter(preMatching = true)
    public void requireOperator(ContainerRequestContext request) {
        if (!operators.isOperator(request.getHeaderString("Authorization"))) {
            throw new ProblemException(STRANGER);
        }
    }

    /** The OpenAPI document, in all its formats, is no resource: it has a route of its own. */
    void guardDocument(@Observes Router router) {
        router.route(document + "*").order(BEFORE_OTHERS).handler(context -> {
            if (operators.isOperator(context.request().getHeader(HttpHeaders.AUTHORIZATION))) {
                context.next();
            } else {
                context.response().putHeader("WWW-Authenticate", "Bearer");
                problems.respond(context, STRANGER);
            }
        });
    }
}
