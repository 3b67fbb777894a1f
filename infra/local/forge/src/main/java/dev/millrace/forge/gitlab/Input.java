package dev.millrace.forge.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.http.Call;
import dev.millrace.forge.http.Form;
import dev.millrace.forge.http.HttpProblem;
import dev.millrace.forge.http.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a caller says, in the body or in the query: GitLab takes either. */
public record Input(JsonNode body, Call call) {

    public static Input of(Call call) {
        return new Input(Form.body(call), call);
    }

    public Optional<String> text(String name) {
        return Json.text(body, name).or(() -> call.query(name));
    }

    /**
     * @throws HttpProblem 400 when it is missing
     */
    public String needed(String name) {
        return text(name)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> HttpProblem.badRequest(name + " is missing"));
    }

    public Optional<Boolean> flag(String name) {
        return text(name).map(text -> text.equals("true") || text.equals("1"));
    }

    /** A list, or a text with commas. */
    public Optional<List<String>> texts(String name) {
        JsonNode value = body.path(name);
        if (value.isArray()) {
            List<String> texts = new ArrayList<>();
            value.forEach(each -> texts.add(each.asText()));
            return Optional.of(texts);
        }
        List<String> repeated = call.queries(name + "[]");
        if (!repeated.isEmpty()) {
            return Optional.of(repeated);
        }
        return text(name)
                .map(text -> Arrays.stream(text.split(",", -1))
                        .map(String::trim)
                        .filter(part -> !part.isEmpty())
                        .toList());
    }

    /** Numbers of people. */
    public Optional<List<Long>> numbers(String name) {
        try {
            return texts(name).map(texts -> texts.stream().map(Long::valueOf).toList());
        } catch (NumberFormatException e) {
            throw HttpProblem.badRequest(name + " must be numbers");
        }
    }
}
