package dev.millrace.platform.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.Problems;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every error of an API as a problem detail (RFC 9457), also where the API itself produces no JSON. */
@Singleton
public class ApiProblems {

    private final Problems problems;
    private final ObjectMapper json;
    private final String see;

    ApiProblems(
            Problems problems,
            ObjectMapper json,
            @ConfigProperty(name = "quarkus.smallrye-openapi.path") String document) {
        this.problems = problems;
        this.json = json;
        this.see = "See " + document + " for what may be asked here.";
    }

    @ServerExceptionMapper
    public Response misfit(MismatchedInputException misfit) {
        return response(badBody());
    }

    /** What the REST layer itself refuses. */
    @ServerExceptionMapper
    public Response refused(WebApplicationException refusal) {
        int status = refusal.getResponse().getStatus();
        return response(
                switch (status) {
                    case 400 -> badBody();
                    case 404 -> Problem.notFound("There is nothing here. " + see);
                    case 405 -> Problem.methodNotAllowed("This address does not take this method. " + see);
                    case 406 ->
                        new Problem(
                                "urn:millrace:problem:not-acceptable",
                                "Not acceptable",
                                406,
                                "There is nothing of the asked media type. " + see);
                    case 413 -> Problem.tooLarge("This body is too large.");
                    case 415 -> Problem.unsupportedMediaType("Send JSON. " + see);
                    default -> status / 100 == 4 ? Problem.badRequest(see) : problems.of(refusal);
                });
    }

    /** Everything else. */
    @ServerExceptionMapper
    public Response failed(Throwable failure) {
        return response(problems.of(failure));
    }

    private Problem badBody() {
        return Problem.badRequest("The request does not have the expected form. " + see);
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
