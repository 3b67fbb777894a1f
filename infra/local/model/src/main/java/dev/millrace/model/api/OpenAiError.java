package dev.millrace.model.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A refusal in the shape of OpenAI's API. */
final class OpenAiError extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    OpenAiError(int status, String code, String sentence) {
        super(sentence);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    ObjectNode body() {
        return body(status, code, String.valueOf(getMessage()));
    }

    static ObjectNode body(int status, String code, String sentence) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("message", sentence)
                .put("type", status < 500 ? "invalid_request_error" : "server_error")
                .putNull("param")
                .put("code", code);
        return body;
    }
}
