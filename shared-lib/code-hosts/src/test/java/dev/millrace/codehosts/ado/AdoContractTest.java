package dev.millrace.codehosts.ado;

import dev.millrace.codehosts.contract.CodeHostContract;
import dev.millrace.contracts.tenant.HookKind;

class AdoContractTest extends CodeHostContract {

    AdoContractTest() {
        super(HookKind.ADO);
    }
}
