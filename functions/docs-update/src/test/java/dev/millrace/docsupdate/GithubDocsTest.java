package dev.millrace.docsupdate;

import dev.millrace.contracts.tenant.HookKind;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class GithubDocsTest extends DocsScenarios {

    GithubDocsTest() {
        super(HookKind.GITHUB);
    }
}
