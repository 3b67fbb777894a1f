package dev.millrace.runtime.cli;

import dev.millrace.contracts.TenantId;
import dev.millrace.runtime.tenants.TenantFiles;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the tenants' registry is, for the commands that read or write it. */
final class Registry {

    @Option(
            names = "--tenants",
            paramLabel = "DIR",
            description = "The registry's folder (default: infra/knative/tenants of this working copy).")
    @Nullable
    Path folder;

    @Mixin
    DataOption data = new DataOption();

    TenantFiles files() {
        Path registry = folder == null ? data.tenants() : folder;
        return new TenantFiles(registry, data.secrets().folder("hook-secrets"));
    }

    /** Of the running platform, else where one would be. */
    String gateway() {
        return data.running().map(access -> access.gateway().toString()).orElse("http://localhost:8800");
    }

    String address(TenantId tenant, String hook) {
        return gateway() + "/hooks/" + tenant + "/" + hook;
    }
}
