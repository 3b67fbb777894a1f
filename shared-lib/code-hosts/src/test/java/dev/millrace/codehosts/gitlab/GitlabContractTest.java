package dev.millrace.codehosts.gitlab;

import dev.millrace.codehosts.contract.CodeHostContract;
import dev.millrace.contracts.tenant.HookKind;

class GitlabContractTest extends CodeHostContract {

    GitlabContractTest() {
        super(HookKind.GITLAB);
    }
}
