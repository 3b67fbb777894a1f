package dev.millrace.approval.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is believed of a provider. */
class MetadataTest {

    private static final String ISSUER = "https://login.example.com/7/v2.0";

    @Test
    void ofAnotherProviderIsNotBelieved() {
        // Given
        JsonObject document = document().put("issuer", "https://login.example.com/{tenantid}/v2.0");

        // Then
        assertThatIllegalStateException()
                .isThrownBy(() -> Metadata.read(ISSUER, document))
                .withMessageContaining("MILLRACE_APPROVAL_SIGN_IN_ISSUER");
    }

    @ParameterizedTest
    @CsvSource({
        "token_endpoint, http://login.example.com/token",
        "token_endpoint, http://localhost.example.com/token",
        "token_endpoint, file:///token",
        "jwks_uri, http:/keys",
        "authorization_endpoint, javascript:alert(1)"
    })
    void plainHttpNeverLeavesTheMachine(String name, String address) {
        // Given
        JsonObject document = document().put(name, address);

        // Then
        assertThatIllegalStateException()
                .isThrownBy(() -> Metadata.read(ISSUER, document))
                .withMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorization_endpoint", "token_endpoint", "jwks_uri"})
    void withoutAnAddressIsOfNoUse(String name) {
        // Given
        JsonObject document = document();
        document.remove(name);

        // Then
        assertThatIllegalStateException()
                .isThrownBy(() -> Metadata.read(ISSUER, document))
                .withMessageContaining(name);
    }

    @Test
    void theSecretGoesIntoTheHeaderUnlessTheProviderTakesItOnlyInTheForm() {
        // Given
        Map<String, String> headed = new HashMap<>();
        Map<String, String> filled = new HashMap<>();
        var plain = Metadata.read(ISSUER, document());
        var other = Metadata.read(
                ISSUER,
                document().put("token_endpoint_auth_methods_supported", new JsonArray().add("client_secret_post")));

        // When
        Optional<String> header = plain.credentials("us", Optional.of("a:b c"), headed);
        Optional<String> none = other.credentials("us", Optional.of("a:b c"), filled);

        // Then
        assertThat(header).hasValue("Basic dXM6YSUzQWIrYw==");
        assertThat(headed).isEmpty();
        assertThat(none).isEmpty();
        assertThat(filled).containsExactly(Map.entry("client_secret", "a:b c"));
        assertThat(plain.credentials("us", Optional.empty(), headed)).isEmpty();
    }

    private static JsonObject document() {
        return new JsonObject()
                .put("issuer", ISSUER)
                .put("authorization_endpoint", "https://login.example.com/authorize")
                .put("token_endpoint", "https://login.example.com/token")
                .put("jwks_uri", "https://login.example.com/keys");
    }
}
