package dev.millrace.audit.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.Problems;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what goes wrong into problem details. */
@Singleton
public class ApiProblems {

    private static final String SEE = "See /audit/openapi for what may be asked here.";

    private final Problems problems;
    private final ObjectMapper json;

    ApiProblems(Problems problems, ObjectMapper json) {
        this.problems = problems;
        this.json = json;
    }

    /** What the REST layer itself refuses. */
    @ServerExceptionMapper
    public Response refused(WebApplicationException refusal) {
        int status = refusal.getResponse().getStatus();
        return response(
                switch (status) {
                    case 404 -> Problem.notFound("There is nothing here. " + SEE);
                    case 405 -> Problem.methodNotAllowed(SEE);
                    case 413 -> Problem.tooLarge("This body is too large.");
                    case 415 -> Problem.unsupportedMediaType(SEE);
                    default -> status / 100 == 4 ? Problem.badRequest(SEE) : problems.of(refusal);
                });
    }

    /** Everything else. */
    @ServerExceptionMapper
    public Response failed(Throwable failure) {
        return response(problems.of(failure));
    }

    private Response response(Problem problem) {
        Response.ResponseBuilder response =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(text(problem));
        return switch (problem.status()) {
            case 401 -> response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer").build();
            case 503 -> response.header(HttpHeaders.RETRY_AFTER, 1).build();
            default -> response.build();
        };
    }

    private String text(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A problem is always writable", e);
        }
    }
}
