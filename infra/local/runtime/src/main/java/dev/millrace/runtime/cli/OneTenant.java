package dev.millrace.runtime.cli;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.Tenant;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The tenant that a command is about, in the registry that it names. */
final class OneTenant {

    @Parameters(index = "0", paramLabel = "TENANT", description = "Id of the tenant.")
    String id;

    @Mixin
    Registry registry = new Registry();

    TenantId tenantId() {
        return new TenantId(id);
    }

    /** @throws dev.millrace.runtime.tenants.TenantFileException when there is no such tenant */
    Tenant tenant() {
        return registry.files().get(tenantId());
    }

    void save(Tenant changed) {
        registry.files().save(changed);
    }
}
