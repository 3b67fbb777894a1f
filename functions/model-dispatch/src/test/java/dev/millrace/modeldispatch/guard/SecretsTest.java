package dev.millrace.modeldispatch.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    private static final String RANDOM =
            "aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dF3gH5jK7mN9pQ1sT3vW5yZ7bD9fG1hJ3kL5nP7qR9sV1xY3zA5";

    @ParameterizedTest
    @CsvSource({
        "AKIAIOSFODNN7EXAMPLE,aws-key",
        "ghp_%36,github-token",
        "github_pat_%60,github-token",
        "glpat-%20,gitlab-token",
        "%76AZDOab12,azure-devops-token",
        "AccountKey=%60==,azure-storage-key",
        "ab18Q~%34,entra-secret",
        "xoxb-%20,slack-token",
        "sk-proj-%40,model-key",
        "AIza%35,google-key",
        "npm_%36,npm-token",
        "eyJ%20.eyJ%20.%30,signed-token",
        "postgres://app:%12@db/shop,password-in-url",
        "password=%12,password",
        "\"password\": \"%12\",password",
        "api_key = '%20',assigned-key",
        "Server=db;Pwd=%12;,password"
    })
    void finds(String form, String kind) {
        // Given
        String text = "see " + filled(form) + " there";

        // When
        List<Span> spans = Secrets.find(text);

        // Then
        assertThat(spans).isNotEmpty();
        assertThat(spans.getFirst().kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password=changeme123456",
                "password: your-password-here1",
                "token = getTokenFromRequest2(request)",
                "the password is secret",
                "secret: shorty1",
                "skill-set sk-learn",
                "https://example.com:8080/path@1",
                "postgres://app:${DB_PASSWORD}@db/shop",
                "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
                "AKIA and xoxo and eyJ",
                "a=b:c=d"
            })
    void findsNothing(String text) {
        assertThat(Secrets.find(text)).isEmpty();
    }

    @Test
    void takesAPrivateKeyWhole() {
        // Given
        String key = "-----BEGIN RSA PRIVATE KEY-----\nMIIB\nabc=\n-----END RSA PRIVATE KEY-----";

        // When
        List<Span> spans = Secrets.find("key:\n" + key + "\nend");

        // Then
        assertThat(spans).containsExactly(new Span(5, 5 + key.length(), "private-key"));
    }

    @Test
    void takesTheRestOfTheTextWhenAPrivateKeyIsCutShort() {
        assertThat(Secrets.find("-----BEGIN PRIVATE KEY-----\nMIIB")).containsExactly(new Span(0, 32, "private-key"));
    }

    private static String filled(String form) {
        var filled = new StringBuilder();
        for (String part : form.split("(?=%)", -1)) {
            if (part.startsWith("%")) {
                int digits = part.length() > 2 && Character.isDigit(part.charAt(2)) ? 3 : 2;
                filled.append(RANDOM, 0, Integer.parseInt(part.substring(1, digits)))
                        .append(part.substring(digits));
            } else {
                filled.append(part);
            }
        }
        return filled.toString();
    }
}
