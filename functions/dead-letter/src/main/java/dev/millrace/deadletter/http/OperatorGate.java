package dev.millrace.deadletter.http;

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

/** Lets operators alone see dead letters. */
@Singleton
public class OperatorGate {

    private static final Problem NOT_SIGNED_IN =
            Problem.unauthenticated("Send the operator's token in the header 'Authorization: Bearer <token>'.");
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

    /** Within the pipeline that finds the resource, so that no spelling of a path gets around it. */
    @ServerRequestFilter(preMatching = true)
    public void requireOperator(ContainerRequestContext request) {
        if (!operators.isOperator(request.getHeaderString("Authorization"))) {
            throw new ProblemException(NOT_SIGNED_IN);
        }
    }

    /** The OpenAPI document, in all its formats, has a route of its own. */
    void guardDocument(@Observes Router router) {
        router.route(document + "*").order(BEFORE_OTHERS).handler(context -> {
            if (operators.isOperator(context.request().getHeader(HttpHeaders.AUTHORIZATION))) {
                context.next();
            } else {
                problems.respond(context, NOT_SIGNED_IN);
            }
        });
    }
}
