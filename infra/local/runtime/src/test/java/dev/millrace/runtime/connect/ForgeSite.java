package dev.millrace.runtime.connect;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.forge.Forge;
import dev.millrace.forge.ForgeSettings;
import dev.millrace.forge.Seed;
import dev.millrace.forge.hook.Patience;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.ticket.Ticket;
import dev.millrace.forge.ticket.TicketEdit;
import dev.millrace.runtime.cli.Millrace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A forge with the project {@code shop}, a data directory and a registry of one's own, and the command line on them. */
public final class ForgeSite implements AutoCloseable {

    private final Forge forge;
    private final Path folder;
    private final HookKind kind;
    private final AheadClock clock;
    private String out = "";
    private String err = "";

    private ForgeSite(Forge forge, AheadClock clock, Path folder, HookKind kind) {
        this.forge = forge;
        this.clock = clock;
        this.folder = folder;
        this.kind = kind;
    }

    /** @param kind of the connections to be made */
    public static ForgeSite open(Path folder, HookKind kind) throws IOException {
        var clock = new AheadClock();
        Forge forge = Forge.start(
                new ForgeSettings(folder.resolve("forge"), 0, Patience.OF_AZURE_DEVOPS, Duration.ofMinutes(1), clock));
        new Seed(forge.core()).sow("shop");
        var site = new ForgeSite(forge, clock, folder, kind);
        site.tokenIs(forge.token(Forge.CARETAKER));
        return site;
    }

    public Forge forge() {
        return forge;
    }

    public Path data() {
        return folder.resolve("data");
    }

    public Path tenants() {
        return folder.resolve("tenants");
    }

    /** As the kind of host names it. */
    public String project() {
        return project("shop");
    }

    public String project(String name) {
        return kind == HookKind.ADO ? name : name + "/" + name;
    }

    public URI url() {
        return switch (kind) {
            case ADO -> forge.ado();
            case GITHUB -> forge.github();
            case GITLAB -> forge.gitlab();
            case CLOUDEVENTS -> throw new IllegalArgumentException("no code host");
        };
    }

    public void tokenIs(String token) throws IOException {
        Files.writeString(folder.resolve("token"), token + "\n");
    }

    /** {@code connect} with the project, for the tenant acme, and more arguments. */
    public int connect(String... more) {
        List<String> all = new ArrayList<>(List.of("--tenant", "acme", "--url", url().toString()));
        all.addAll(List.of("--project", project()));
        all.addAll(List.of(more));
        return connectWith(all);
    }

    /** {@code connect} with nothing but token, data directory and registry. */
    public int connectWith(List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("connect", kind.name().toLowerCase(Locale.ROOT)));
        all.addAll(arguments);
        all.addAll(List.of("--token-file", folder.resolve("token").toString()));
        all.addAll(List.of("--data", data().toString(), "--tenants", tenants().toString()));
        return run(all);
    }

    /** {@code connect list} or {@code connect remove}. */
    public int connections(String... arguments) {
        List<String> all = new ArrayList<>(List.of("connect"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--data", data().toString()));
        return run(all);
    }

    private int run(List<String> arguments) {
        var said = new StringWriter();
        var complained = new StringWriter();
        int code = Millrace.commandLine()
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(complained))
                .execute(arguments.toArray(String[]::new));
        out = said.toString();
        err = complained.toString();
        return code;
    }

    /** Of the last command. */
    public String out() {
        return out;
    }

    /** Of the last command. */
    public String err() {
        return err;
    }

    /** Somebody writes a ticket that asks for work. */
    public void ticket(String title) {
        Project project = forge.core().projects().find("shop").orElseThrow();
        TicketEdit edit = TicketEdit.nothing()
                .with(Ticket.TITLE, title)
                .with(Ticket.DESCRIPTION, "Please.")
                .with(Ticket.TAGS, TextNode.valueOf("millrace"));
        forge.core()
                .tickets()
                .create(project, 0, "Bug", edit, forge.core().people().join(Forge.CARETAKER));
    }

    /** Some hosts show a change a while after it was made. */
    public void timePasses(Duration duration) {
        clock.ahead = clock.ahead.plus(duration);
    }

    private static final class AheadClock extends Clock {

        private volatile Duration ahead = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }
    }

    @Override
    public void close() throws IOException {
        forge.close();
    }
}
