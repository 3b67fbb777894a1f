package dev.millrace.deadletter.http;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.Problems;
import jakarta.inject.Singleton;
import jakarta.ws.rs.WebApplicationException;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every error of the API as a problem detail. */
@Singleton
public class ApiProblems {

    private static final Problem BAD_BODY =
            Problem.badRequest("The body must be JSON of the form that the OpenAPI document shows.");

    private final Problems problems;

    ApiProblems(Problems problems) {
        this.problems = problems;
    }

    @ServerExceptionMapper
    public RestResponse<Problem> misfit(MismatchedInputException misfit) {
        return response(BAD_BODY);
    }

    @ServerExceptionMapper
    public RestResponse<Problem> refused(WebApplicationException refusal) {
        return response(
                switch (refusal.getResponse().getStatus()) {
                    case 400 -> BAD_BODY;
                    case 404 -> Problem.notFound("There is nothing at this address.");
                    case 405 -> Problem.methodNotAllowed("This address does not take this method.");
                    case 406 ->
                        new Problem(
                                "urn:millrace:problem:not-acceptable",
                                "Not acceptable",
                                406,
                                "Only JSON is to be had here.");
                    case 413 -> Problem.tooLarge("This body is too large.");
                    case 415 -> Problem.unsupportedMediaType("Send JSON.");
                    default -> problems.of(refusal);
                });
    }

    @ServerExceptionMapper
    public RestResponse<Problem> failed(Throwable failure) {
        return response(problems.of(failure));
    }

    private static RestResponse<Problem> response(Problem problem) {
        var response = RestResponse.ResponseBuilder.create(
                        RestResponse.Status.fromStatusCode(problem.status()), problem)
                .header("Content-Type", Problem.MEDIA_TYPE);
        return switch (problem.status()) {
            case 401 -> response.header("WWW-Authenticate", "Bearer").build();
            case 503 -> response.header("Retry-After", 1).build();
            default -> response.build();
        };
    }
}
