package dev.millrace.codehosts.github;

import dev.millrace.codehosts.contract.CodeHostContract;
import dev.millrace.contracts.tenant.HookKind;

class GithubContractTest extends CodeHostContract {

    GithubContractTest() {
        super(HookKind.GITHUB);
    }
}
