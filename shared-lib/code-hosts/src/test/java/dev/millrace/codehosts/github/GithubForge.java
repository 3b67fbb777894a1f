package dev.millrace.codehosts.github;

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
import dev.millrace.forge.http.Fault;
import dev.millrace.forge.project.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A forge that is seen as GitHub; each scene is a repository of its own. */
final class GithubForge implements AutoCloseable {

    static final Patience SHORT = new Patience(
            Duration.ofSeconds(20), Duration.ofSeconds(10), 5, Duration.ofMillis(5), Duration.ofMillis(50));

    private final Forge forge;
    private int scenes;

    GithubForge(Path data) {
        try {
            forge = Forge.start(ForgeSettings.in(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Scene scene() {
        String name = "shop" + ++scenes;
        new Seed(forge.core()).sow(name);
        Project project = forge.core().projects().find(name).orElseThrow();
        return new Scene(
                forge,
                host(),
                project,
                forge.core().projects().repo(project, name).orElseThrow(),
                new RepositoryRef("code", name, name),
                name + "/" + name);
    }

    private CodeHost host() {
        return new CodeHosts(SHORT, Timing.REAL)
                .open(
                        new HostBinding("code", HookKind.GITHUB, forge.github(), List.of()),
                        CodeHosts.token(HookKind.GITHUB, forge.token(Forge.CARETAKER)));
    }

    /** The next request of the kind is answered so, instead of being handled. */
    void answer(String method, String path, int status, String body) {
        forge.faults().plan(method, path, new Fault.Effect.Answer(status, Map.of(), body.replace('\'', '"')), 1);
    }

    /** The next request of the kind is handled, and its answer lost. */
    void loseAnswer(String method, String path) {
        forge.faults().plan(method, path, new Fault.Effect.Drop(true), 1);
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
