package dev.millrace.model.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the stand-in has answered, for whoever wants to hold a ledger against it. For one event loop. */
final class Totals {

    private long requests;
    private long input;
    private long output;

    void count(Tokens tokens) {
        requests++;
        input += tokens.input();
        output += tokens.output();
    }

    ObjectNode view() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("model", Completion.MODEL)
                .put("requests", requests)
                .put("input_tokens", input)
                .put("output_tokens", output);
    }
}
