package dev.millrace.codehosts.gitlab;

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
import dev.millrace.forge.http.Fault;
import dev.millrace.forge.project.Project;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A forge in which every test gets a project of its own. */
final class Shops implements AutoCloseable {

    private static final Patience SHORT = new Patience(
            Duration.ofSeconds(20), Duration.ofSeconds(10), 3, Duration.ofMillis(2), Duration.ofMillis(20));

    private final Forge forge;
    private int opened;

    Shops(Path data) throws IOException {
        forge = Forge.start(ForgeSettings.in(data));
    }

    Scene open() {
        String name = "shop" + ++opened;
        new Seed(forge.core()).sow(name);
        Project project = forge.core().projects().find(name).orElseThrow();
        var binding = new HostBinding("code", HookKind.GITLAB, forge.gitlab(), List.of());
        var credentials = CodeHosts.token(HookKind.GITLAB, forge.token(Forge.CARETAKER));
        return new Scene(
                forge,
                new CodeHosts(SHORT, Timing.REAL).open(binding, credentials),
                project,
                forge.core().projects().repo(project, name).orElseThrow(),
                new RepositoryRef("code", name, name),
                name + "/" + name);
    }

    /** The next request of this kind gets this answer. */
    void answer(String method, String path, int status, String body) {
        forge.faults().plan(method, path, new Fault.Effect.Answer(status, Map.of(), body.replace('\'', '"')), 1);
    }

    @Override
    public void close() throws IOException {
        forge.close();
    }
}
