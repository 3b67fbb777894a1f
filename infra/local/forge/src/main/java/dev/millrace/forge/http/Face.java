package dev.millrace.forge.http;

import com.fasterxml.jackson.databind.JsonNode;

/** A vendor's REST interface. */
public interface Face {

    /** Start of its paths, such as {@code /github/}. */
    String prefix();

    Router routes();

    /** An error in the vendor's words. */
    JsonNode problem(HttpProblem problem);

    /** What every answer of the vendor has besides. */
    default Reply finish(Call call, Reply reply) {
        return reply;
    }
}
