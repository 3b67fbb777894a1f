package dev.millrace.modeldispatch.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteFileTest {

    private static final Path SHIPPED =
            Path.of(System.getProperty("millrace.root"), "infra/knative/models/routes.yaml");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
            .registerModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    @Test
    void asksTheStandInUntilTheEnvironmentNamesAModel() throws IOException {
        // Given
        var file = YAML.readValue(SHIPPED.toFile(), RouteFile.class);

        // When
        Upstream standIn = file.resolve(name -> Optional.empty()).upstream("stand-in");
        Upstream real = file.resolve(env(Map.of(
                        "MILLRACE_MODEL_URL", "https://api.example.com/v1",
                        "MILLRACE_MODEL_KEY", "secret",
                        "MILLRACE_MODEL_NAME", "big")))
                .upstream("stand-in");

        // Then
        assertThat(standIn.url()).hasToString("http://127.0.0.1:8191/v1");
        assertThat(standIn.key()).isNull();
        assertThat(standIn.region()).isEqualTo(Upstream.LOCAL);
        assertThat(real.url()).hasToString("https://api.example.com/v1");
        assertThat(real.key()).isEqualTo("secret");
        assertThat(real.model()).isEqualTo("big");
        assertThat(real.priced()).isEqualTo("stand-in");
        assertThat(real.region()).isNotEqualTo(Upstream.LOCAL);
        assertThat(real.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:9,http://127.0.0.1:9/v1,local",
        "http://vllm.millrace.svc:8000/,http://vllm.millrace.svc:8000/v1,local",
        "http://10.1.2.3/openai/,http://10.1.2.3/openai,local",
        "http://[::1]:9/v1,http://[::1]:9/v1,local",
        "https://8.8.8.8/v1,https://8.8.8.8/v1,unknown",
        "https://127.0.0.1.example.com/v1,https://127.0.0.1.example.com/v1,unknown"
    })
    void callsLocalOnlyWhatIs(String written, String url, String region) throws IOException {
        // When
        Upstream upstream = read("upstreams: [{name: a, model: m, region: local, url: \"" + written + "\"}]")
                .upstream("a");

        // Then
        assertThat(upstream.url()).hasToString(url);
        assertThat(upstream.region()).isEqualTo(region);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        upstreams: [{name: A, url: "http://a", model: m}]                          | lower-case letters
        upstreams: [{name: a, url: "ftp://a", model: m}]                           | needs a url
        upstreams: [{name: a, url: "http://a"}]                                    | needs a model
        upstreams: [{name: a, url: "${NOT_SET}", model: m}]                        | NOT_SET is not set
        upstreams: [{name: a, url: "http://a", model: m, key: sk-secret}]          | not the key itself
        upstreams: [{name: a, url: "http://a", model: m, timeout: PT0S}]           | needs a timeout
        upstreams: [{name: a, url: "http://a", model: m}, {name: a, url: "http://b", model: m}] | has 'a' twice
        aliases: [{name: x, weights: [{upstream: a, weight: 1}]}]                  | which upstreams does not list
        aliases: [{name: x}]                                                       | needs weights
        aliases: [{name: x, weights: [{upstream: a, weight: -1}]}]                 | not below 0
        aliases: [{name: "x y", weights: [{upstream: a, weight: 1}]}]              | has a name like
        aliases: [{name: x, weights: [{upstream: a, weight: 1}], canary: {upstream: a, percent: 0}}] | percent above 0
        aliases: [{name: x, weights: [{upstream: a, weight: 1}], hedge: PT0S}]     | needs a hedge
        """)
    void saysWhatIsWrong(String yaml, String told) {
        assertThatThrownBy(() -> read(yaml)).hasMessageContaining(told);
    }

    private static RouteTable read(String yaml) throws IOException {
        return YAML.readValue(yaml, RouteFile.class).resolve(name -> Optional.empty());
    }

    private static java.util.function.Function<String, Optional<String>> env(Map<String, String> values) {
        return name -> Optional.ofNullable(values.get(name));
    }
}
