package dev.millrace.forge;

import dev.millrace.forge.ado.AdoFace;
import dev.millrace.forge.ado.hooks.AdoAnnouncer;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.git.Isolation;
import dev.millrace.forge.github.GithubAnnouncer;
import dev.millrace.forge.github.GithubFace;
import dev.millrace.forge.gitlab.GitlabAnnouncer;
import dev.millrace.forge.gitlab.GitlabFace;
import dev.millrace.forge.hook.Vendor;
import dev.millrace.forge.http.Face;
import dev.millrace.forge.http.Faults;
import dev.millrace.forge.http.ForgeServer;
import dev.millrace.forge.people.Tokens;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A running forge. One per data directory; a second one is refused.
 *
 * <p>Under {@link #base()} are {@code /ado/{organisation}}, {@code /github} and {@code /gitlab}.
 */
public final class Forge implements AutoCloseable {

    /** Who does what nobody asked for, such as finishing an interrupted merge; has a token from the start. */
    public static final String CARETAKER = "millrace";

    private static final String ADDRESS = "address";

    private final Core core;
    private final Tokens tokens;
    private final Faults faults;
    private final ForgeServer server;
    private final FileChannel lock;

    private Forge(Core core, Tokens tokens, Faults faults, ForgeServer server, FileChannel lock) {
        this.core = core;
        this.tokens = tokens;
        this.faults = faults;
        this.server = server;
        this.lock = lock;
    }

    /** @throws IOException when the port or the data directory cannot be had */
    public static Forge start(ForgeSettings settings) throws IOException {
        Isolation.install();
        Files.createDirectories(settings.data());
        FileChannel lock = lock(settings.data());
        Core core = Core.open(settings.data(), settings.clock(), settings.patience(), settings.buildLimit());
        try {
            var tokens = new Tokens(settings.data().resolve("tokens"));
            tokens.of(CARETAKER);
            var faults = new Faults();
            var origin = new Origin();
            core.herald().register(Vendor.ADO, new AdoAnnouncer(core, origin));
            core.herald().register(Vendor.GITHUB, new GithubAnnouncer(core, origin));
            core.herald().register(Vendor.GITLAB, new GitlabAnnouncer(core, origin));
            List<Face> faces = List.of(new AdoFace(core), new GithubFace(core), new GitlabFace(core), faults);
            ForgeServer server = ForgeServer.bind(settings.port(), core, tokens, faults, faces);
            origin.is("http://127.0.0.1:" + server.port());
            core.start(core.people().join(CARETAKER));
            server.serve();
            var forge = new Forge(core, tokens, faults, server, lock);
            Files.writeString(settings.data().resolve(ADDRESS), forge.base().toString());
            return forge;
        } catch (IOException | RuntimeException e) {
            core.close();
            lock.close();
            throw e;
        }
    }

    /** Where the forge of a folder listens, or listened last; empty when there was none. */
    public static Optional<URI> lastBase(Path data) throws IOException {
        Path file = data.resolve(ADDRESS);
        return Files.exists(file)
                ? Optional.of(URI.create(Files.readString(file).strip()))
                : Optional.empty();
    }

    /** The organisation's URL for clients of Azure DevOps, under the base of some forge. */
    public static URI ado(URI base) {
        return base.resolve("/ado/millrace");
    }

    /** The base URL for clients of GitHub, under the base of some forge. */
    public static URI github(URI base) {
        return base.resolve("/github/api/v3");
    }

    /** The host for clients of GitLab, under the base of some forge. */
    public static URI gitlab(URI base) {
        return base.resolve("/gitlab");
    }

    /** Scheme, host and port. */
    public URI base() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    /** The organisation's URL for clients of Azure DevOps. */
    public URI ado() {
        return ado(base());
    }

    /** The base URL for clients of GitHub; repositories are under {@code /github/{owner}/{name}.git}. */
    public URI github() {
        return github(base());
    }

    /** The host for clients of GitLab, which add {@code /api/v4}. */
    public URI gitlab() {
        return gitlab(base());
    }

    /** A token of somebody, who gets an account by it. */
    public String token(String login) {
        core.people().join(login);
        return tokens.of(login);
    }

    public Tokens tokens() {
        return tokens;
    }

    /** What is to go wrong. */
    public Faults faults() {
        return faults;
    }

    /** The model itself, for seeding. */
    public Core core() {
        return core;
    }

    @Override
    public void close() throws IOException {
        server.close();
        core.close();
        lock.close();
    }

    private static FileChannel lock(Path data) throws IOException {
        FileChannel channel =
                FileChannel.open(data.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // another forge in this very process: refused like any other
        }
        channel.close();
        throw new IOException("Another forge uses " + data + "; stop it or name another folder");
    }

    /** Known once the server listens. */
    private static final class Origin implements Supplier<String> {

        private volatile String value = "http://127.0.0.1";

        void is(String origin) {
            value = origin;
        }

        @Override
        public String get() {
            return value;
        }
    }
}
