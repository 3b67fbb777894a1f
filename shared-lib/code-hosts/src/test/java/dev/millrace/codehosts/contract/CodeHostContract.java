package dev.millrace.codehosts.contract;

import dev.millrace.codehosts.CodeHost;
import dev.millrace.codehosts.CodeHosts;
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
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Everything that the port promises. A subclass names its host. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class CodeHostContract
        implements RepositoryContract,
                PushContract,
                PullRequestContract,
                MergeContract,
                TicketContract,
                BuildContract,
                HookContract,
                TroubleContract {

    private static final Patience SHORT = new Patience(
            Duration.ofSeconds(20), Duration.ofSeconds(10), 5, Duration.ofMillis(5), Duration.ofMillis(50));

    private final HookKind kind;
    private Forge forge;
    private int scenes;

    /** @param kind of the host */
    protected CodeHostContract(HookKind kind) {
        this.kind = kind;
    }

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        forge = Forge.start(ForgeSettings.in(data));
    }

    @AfterAll
    void stop() throws IOException {
        forge.close();
    }

    @Override
    public Scene scene() {
        String name = "shop" + ++scenes;
        new Seed(forge.core()).sow(name);
        Project project = forge.core().projects().find(name).orElseThrow();
        return new Scene(
                forge,
                host(forge.token(Forge.CARETAKER)),
                project,
                forge.core().projects().repo(project, name).orElseThrow(),
                new RepositoryRef("code", name, name),
                kind == HookKind.ADO ? name : name + "/" + name);
    }

    @Override
    public CodeHost host(String token) {
        URI url = switch (kind) {
            case ADO -> forge.ado();
            case GITHUB -> forge.github();
            case GITLAB -> forge.gitlab();
            case CLOUDEVENTS -> throw new IllegalStateException("no code host");
        };
        return new CodeHosts(SHORT, Timing.REAL)
                .open(new HostBinding("code", kind, url, List.of()), CodeHosts.token(kind, token));
    }
}
