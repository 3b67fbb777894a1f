package dev.millrace.azure;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An HTTP request as the worker hands it to a function. */
record Request(
        HttpMethod method,
        Map<String, String> headers,
        @Nullable String content) implements HttpRequestMessage<Optional<String>> {

    static Request structured(String event) {
        return post(Map.of("content-type", "application/cloudevents+json; charset=utf-8"), event);
    }

    static Request post(Map<String, String> headers, @Nullable String content) {
        return new Request(HttpMethod.POST, headers, content);
    }

    static Request get() {
        return new Request(HttpMethod.GET, Map.of(), null);
    }

    @Override
    public URI getUri() {
        return URI.create("http://127.0.0.1/events");
    }

    @Override
    public HttpMethod getHttpMethod() {
        return method;
    }

    @Override
    public Map<String, String> getHeaders() {
        return headers;
    }

    @Override
    public Map<String, String> getQueryParameters() {
        return Map.of();
    }

    @Override
    public Optional<String> getBody() {
        return Optional.ofNullable(content);
    }

    @Override
    public HttpResponseMessage.Builder createResponseBuilder(HttpStatus status) {
        return new Building().status(status);
    }

    @Override
    public HttpResponseMessage.Builder createResponseBuilder(HttpStatusType status) {
        return new Building().status(status);
    }

    private record Response(
            HttpStatusType status,
            Map<String, String> headers,
            @Nullable Object body) implements HttpResponseMessage {

        @Override
        public HttpStatusType getStatus() {
            return status;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return headers.get(name);
        }

        @Override
        public @Nullable Object getBody() {
            return body;
        }
    }

    private static final class Building implements HttpResponseMessage.Builder {

        private HttpStatusType status = HttpStatus.OK;
        private final Map<String, String> headers = new HashMap<>();
        private @Nullable Object body;

        @Override
        public HttpResponseMessage.Builder status(HttpStatusType newStatus) {
            status = newStatus;
            return this;
        }

        @Override
        public HttpResponseMessage.Builder header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        @Override
        public HttpResponseMessage.Builder body(Object newBody) {
            body = newBody;
            return this;
        }

        @Override
        public HttpResponseMessage build() {
            return new Response(status, headers, body);
        }
    }
}
