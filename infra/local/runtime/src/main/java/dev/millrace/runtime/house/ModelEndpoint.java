package dev.millrace.runtime.house;

import dev.millrace.model.StandIn;
import dev.millrace.runtime.secrets.SecretStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The model behind the platform: a real endpoint where the environment names one, else the stand-in. Functions learn
 * its address, key and model from the Secret {@code model}.
 */
final class ModelEndpoint {

    private static final String SECRET = "model";
    private static final String URL = "MILLRACE_MODEL_URL";
    private static final String KEY = "MILLRACE_MODEL_KEY";
    private static final String NAME = "MILLRACE_MODEL_NAME";

    private final Optional<StandIn> standIn;

    private ModelEndpoint(Optional<StandIn> standIn) {
        this.standIn = standIn;
    }

    /** @param environment of the process that starts the platform */
    static Future<ModelEndpoint> open(
            Vertx vertx, Map<String, String> environment, SecretStore secrets, Progress progress) {
        String named = environment.getOrDefault(URL, "").strip();
        if (!named.isEmpty()) {
            provide(secrets, Map.of("url", checked(named).toString()));
            for (var each : Map.of("key", KEY, "name", NAME).entrySet()) {
                Optional.ofNullable(environment.get(each.getValue()))
                        .filter(value -> !value.isBlank())
                        .ifPresent(value -> secrets.put(SECRET, each.getKey(), value));
            }
            progress.note("models are asked at " + named);
            return Future.succeededFuture(new ModelEndpoint(Optional.empty()));
        }
        return StandIn.start(vertx, 0, 0).map(standIn -> {
            provide(secrets, Map.of("url", standIn.address() + "/v1"));
            progress.note("a stand-in answers for models; " + URL + " and " + KEY + " name a real endpoint");
            return new ModelEndpoint(Optional.of(standIn));
        });
    }

    Future<Void> close() {
        return standIn.map(StandIn::close).orElseGet(Future::succeededFuture);
    }

    private static URI checked(String named) {
        try {
            URI address = URI.create(named);
            if (address.getHost() != null
                    && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(URL + " is no address: " + e.getMessage(), e);
        }
        throw new IllegalStateException(
                URL + " must be the address of an OpenAI-compatible API, such as https://models.example.com/v1, unlike "
                        + named);
    }

    /** What an earlier endpoint had besides goes. */
    private static void provide(SecretStore secrets, Map<String, String> values) {
        for (String key : List.of("url", "key", "name")) {
            if (!values.containsKey(key)) {
                secrets.remove(SECRET, key);
            }
        }
        values.forEach((key, value) -> secrets.put(SECRET, key, value));
    }
}
