package dev.millrace.codehosts.ado;

import dev.millrace.codehosts.CodeHost;
import dev.millrace.codehosts.CodeHosts;
import dev.millrace.codehosts.contract.Scene;
import dev.millrace.codehosts.http.Patience;
import dev.millrace.codehosts.http.Timing;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.contracts.tenant.HostBinding;
import dev.millrace.forge.Forge;
import dev.millrace.forge.ForgeSettings;
import dev.millrace.forge.Seed;
import dev.millrace.forge.project.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A forge and projects in it, seen as Azure DevOps. */
final class AdoForge implements AutoCloseable {

    private static final Patience SHORT = new Patience(
            Duration.ofSeconds(20), Duration.ofSeconds(10), 5, Duration.ofMillis(5), Duration.ofMillis(50));

    private final Forge forge;
    private int scenes;

    AdoForge(Path data) {
        try {
            this.forge = Forge.start(ForgeSettings.in(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A fresh project. */
    Scene scene() {
        return scene(Timing.REAL);
    }

    Scene scene(Timing timing) {
        String name = "shop" + ++scenes;
        new Seed(forge.core()).sow(name);
        Project project = forge.core().projects().find(name).orElseThrow();
        return new Scene(
                forge,
                host(timing),
                project,
                forge.core().projects().repo(project, name).orElseThrow(),
                new RepositoryRef("code", name, name),
                name);
    }

    private CodeHost host(Timing timing) {
        return new CodeHosts(SHORT, timing)
                .open(
                        new HostBinding("code", HookKind.ADO, forge.ado(), List.of()),
                        CodeHosts.token(HookKind.ADO, forge.token(Forge.CARETAKER)));
    }

    @Override
    public void close() {
        try {
            forge.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
