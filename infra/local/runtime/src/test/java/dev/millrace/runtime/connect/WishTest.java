package dev.millrace.runtime.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.HookKind;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WishTest {

    @Test
    void aSlashAtTheEndOfTheAddressDoesNotMatter() {
        assertThat(wish(HookKind.ADO, "https://dev.azure.com/fabrikam//", "Fabrikam")
                        .url())
                .hasToString("https://dev.azure.com/fabrikam");
    }

    @Test
    void azureDevOpsNamesWhereTheWorkIsDoneForEachProject() {
        // Given
        var wish = new Wish(
                new TenantId("acme"),
                HookKind.ADO,
                "ado",
                URI.create("https://dev.azure.com/fabrikam"),
                List.of("One", "Two"),
                "main");

        // When / Then
        assertThat(wish.binding().repository("two")).contains("main");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "ADO,    -,                                  Fabrikam,    --url",
                "ADO,    dev.azure.com/fabrikam,             Fabrikam,    https://",
                "ADO,    ftp://dev.azure.com/fabrikam,       Fabrikam,    https://",
                "ADO,    https:///fabrikam,                  Fabrikam,    https://",
                "ADO,    https://me@dev.azure.com/fabrikam,  Fabrikam,    '@'",
                "ADO,    http://ado.example.com/tfs,         Fabrikam,    https",
                "ADO,    http://127.example.com/tfs,         Fabrikam,    https",
                "ADO,    https://dev.azure.com/fabrikam,     a/b,         --project Fabrikam",
                "GITHUB, -,                                  site,        owner/name",
                "GITHUB, -,                                  a/b/c,       owner/name",
                "GITHUB, -,                                  a/,          owner/name",
                "GITLAB, -,                                  site,        group/name",
            })
    void whatCannotBeIsSaid(HookKind kind, @Nullable String url, String project, String said) {
        assertThatThrownBy(() -> wish(kind, url, project))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }

    private static Wish wish(HookKind kind, @Nullable String url, String project) {
        URI address = url == null ? null : URI.create(Objects.requireNonNull(url));
        return new Wish(new TenantId("acme"), kind, "host", address, List.of(project), null);
    }
}
