package dev.millrace.audit.api;

import dev.millrace.platform.access.Operators;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import dev.millrace.platform.problem.Problems;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Lets only operators in. */
@Singleton
public class OperatorGate {

    private static final Problem STRANGER = Problem.unauthenticated(
            "Only operators may read the audit log. Send the operator token as a bearer token.");
    private static final int BEFORE_OTHERS = -500;

    private final Operators operators;
    private final Problems problems;

    OperatorGate(Operators operators, Problems problems) {
        this.operators = operators;
        this.problems = problems;
    }

    /** Runs before a resource is looked for, so that strangers do not even learn what there is. */
    @ServerRequestFilter(preMatching = true)
    public void check(ContainerRequestContext request) {
        if (!operators.isOperator(request.getHeaderString("Authorization"))) {
            throw new ProblemException(STRANGER);
        }
    }

    /** The OpenAPI document is no resource: it has a route of its own. */
    void guardDocument(@Observes Router router) {
        router.route("/audit/openapi*").order(BEFORE_OTHERS).handler(context -> {
            if (operators.isOperator(context.request().getHeader(HttpHeaders.AUTHORIZATION))) {
                context.next();
            } else {
                context.response().putHeader("WWW-Authenticate", "Bearer");
                problems.respond(context, STRANGER);
            }
        });
    }
}
