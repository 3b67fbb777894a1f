package dev.millrace.runtime.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.codehosts.Hooks.Header;
import dev.millrace.contracts.tenant.HookKind;
import org.junit.jupiter.api.Test;

class ProofTest {

    @Test
    void gitHubSignsTheBodyAsItsDocumentationShows() {
        assertThat(Proof.of(HookKind.GITHUB, "It's a Secret to Everybody", "Hello, World!"))
                .isEqualTo(new Header(
                        "X-Hub-Signature-256",
                        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"));
    }

    @Test
    void azureDevOpsSendsAPassword() {
        assertThat(Proof.of(HookKind.ADO, "s3cret", "{}"))
                .isEqualTo(new Header("Authorization", "Basic bWlsbHJhY2U6czNjcmV0"));
    }

    @Test
    void gitLabSendsItsToken() {
        assertThat(Proof.of(HookKind.GITLAB, "s3cret", "{}")).isEqualTo(new Header("X-Gitlab-Token", "s3cret"));
    }
}
