package dev.millrace.docsupdate;

import dev.millrace.contracts.tenant.HookKind;
import io.quarkus.test.junit.QuarkusTest;

@QuarkusTest
class AdoDocsTest extends DocsScenarios {

    AdoDocsTest() {
        super(HookKind.ADO);
    }
}
