package dev.millrace.runtime.journey;

import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.forge.Forge;
import dev.millrace.forge.ForgeSettings;
import dev.millrace.forge.Seed;
import dev.millrace.forge.git.Edit;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.project.Project;
import dev.millrace.forge.push.NewCommit;
import dev.millrace.runtime.journey.access.ForgeDoor;
import dev.millrace.runtime.journey.access.Shop;
import dev.millrace.runtime.postgres.Folders;
import dev.millrace.runtime.process.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The forge as a process of its own, in a folder and at a port that stay the same however often it is killed. */
public final class SpawnedForge implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(20);

    /** The pipeline: a note that is spoilt fails it. */
    private static final String CHECK = """
        #!/bin/sh
        # Notes are fresh.
        ! grep -rs spoilt notes
        """;

    private final Path data;
    private final int port;
    private final List<String> projects;
    private final ForgeDoor door;
    private Child process;

    private SpawnedForge(Path data, int port, List<String> projects) throws IOException, InterruptedException {
        this.data = data;
        this.port = port;
        this.projects = projects;
        this.process = spawn();
        try {
            this.door = awaitDoor();
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Starts a forge in a new folder of the temporary directory. */
    public static SpawnedForge start(List<String> projects) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("millrace-forge");
        try (Forge forge = Forge.start(ForgeSettings.in(data))) {
            projects.forEach(project -> sow(forge, project));
            Team.ACCOUNTS.forEach(forge::token);
        }
        return new SpawnedForge(data, new Ports(new SecureRandom()).take(), projects);
    }

    private static void sow(Forge forge, String name) {
        new Seed(forge.core()).sow(name);
        Project project = forge.core().projects().find(name).orElseThrow();
        Person caretaker = forge.core().people().join(Forge.CARETAKER);
        forge.core()
                .pushes()
                .commit(
                        forge.core().projects().repos(project).getFirst(),
                        "main",
                        Optional.empty(),
                        Optional.empty(),
                        List.of(NewCommit.of(
                                "ci: notes are checked",
                                List.of(new Edit.Put("check.sh", CHECK.getBytes(StandardCharsets.UTF_8))))),
                        caretaker);
    }

    public Path data() {
        return data;
    }

    /** The organisation's URL for clients of Azure DevOps. */
    public URI ado() {
        return Forge.ado(door.base());
    }

    /** The token that the platform works with. */
    public String token() {
        return door.token(Forge.CARETAKER);
    }

    /** Where Ada files the tickets of a project. */
    TicketDesk desk(String project) {
        return new TicketDesk(door, new Shop(HookKind.ADO, door.base(), project));
    }

    public void kill() throws InterruptedException {
        process.kill();
    }

    public void restart() throws IOException, InterruptedException {
        process = spawn();
        awaitDoor();
    }

    /** Ends it as Ctrl-C does. */
    public void stop() {
        process.close();
    }

    /**
     * Plans what is to go wrong.
     *
     * @param fault as the forge's README says
     * @throws IOException when it is not answered with 2xx
     */
    public void plan(String fault) throws IOException, InterruptedException {
        door.plan(fault);
    }

    @Override
    public void close() throws IOException {
        stop();
        Folders.delete(data);
    }

    private Child spawn() throws IOException {
        return Child.start("forge", ForgeProcess.command(data, port, List.of()), Map.of(), data.resolve("forge.log"));
    }

    private ForgeDoor awaitDoor() throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < START.toNanos()) {
            Optional<ForgeDoor> open = ForgeDoor.open(data, projects, Team.ACCOUNTS);
            if (open.isPresent() && open.get().base().getPort() == port) {
                return open.get();
            }
            process.requireAlive();
            Thread.sleep(LOOK);
        }
        throw new IOException("The forge did not start within " + START.toSeconds() + " s: "
                + Files.readString(data.resolve("forge.log")));
    }
}
