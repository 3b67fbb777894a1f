package dev.millrace.runtime.house;

import dev.millrace.model.StandIn;
import dev.millrace.runtime.secrets.SecretStore;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The model behind the platform: a real endpoint where the environment names one, else the stand-in. Functions learn
 * its address from the ConfigMap {@code model}, and its key, if it wants one, from the Secret of that name.
 */
final class ModelEndpoint {

    static final String NAME = "model";
    private static final String URL = "MILLRACE_MODEL_URL";
    private static final String KEY = "MILLRACE_MODEL_KEY";

    private final Optional<StandIn> standIn;

    private ModelEndpoint(Optional<StandIn> standIn) {
        this.standIn = standIn;
    }

    /**
     * @param environment of the process that starts the platform
     * @param folder that stands for the ConfigMap
     */
    static Future<ModelEndpoint> open(
            Vertx vertx, Map<String, String> environment, Path folder, SecretStore secrets, Progress progress) {
        String named = environment.getOrDefault(URL, "");
        if (!named.isBlank()) {
            URI address = checked(named);
            provide(folder, address, Optional.ofNullable(environment.get(KEY)), secrets);
            progress.note("models are asked at " + address);
            return Future.succeededFuture(new ModelEndpoint(Optional.empty()));
        }
        return StandIn.start(vertx, 0, 0).map(standIn -> {
            provide(folder, standIn.address(), Optional.empty(), secrets);
            progress.note("a stand-in answers for models; " + URL + " and " + KEY + " name a real endpoint");
            return new ModelEndpoint(Optional.of(standIn));
        });
    }

    Future<Void> close() {
        return standIn.map(StandIn::close).orElseGet(Future::succeededFuture);
    }

    private static URI checked(String named) {
        try {
            URI address = URI.create(named.strip());
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

    private static void provide(Path folder, URI address, Optional<String> key, SecretStore secrets) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("url"), address.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("The model's address cannot be written to " + folder, e);
        }
        key.ifPresentOrElse(value -> secrets.put(NAME, "key", value), () -> secrets.remove(NAME, "key"));
    }
}
