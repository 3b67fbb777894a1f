package dev.millrace.runtime.demo.scene;

import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.forge.Forge;
import dev.millrace.runtime.demo.show.Show;
import dev.millrace.runtime.journey.Child;
import dev.millrace.runtime.journey.ForgeProcess;
import dev.millrace.runtime.journey.Team;
import dev.millrace.runtime.journey.access.ForgeDoor;
import dev.millrace.runtime.journey.access.Platform;
import dev.millrace.runtime.journey.access.Shop;
import dev.millrace.runtime.process.OwnJava;
import dev.millrace.runtime.process.Ports;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the demo plays in: a platform and a forge, each a process of its own. What runs already is used and left alone,
 * what had to be started is ended with the scene unless it is to be kept.
 */
public final class Scene implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration LOOK = Duration.ofMillis(20);

    private static final String TENANTS = "tenants";

    private final Path data;
    private final Path forgeData;
    private final Deque<Child> children = new ArrayDeque<>();
    private final Ports ports = new Ports(new SecureRandom());
    private boolean closed;

    /** @param data the platform's directory; the forge's lies in it */
    public Scene(Path data) {
        this.data = data.toAbsolutePath().normalize();
        this.forgeData = this.data.resolve("forge");
    }

    /** Everything runs and knows of each other. */
    public record Ready(Platform platform, ForgeDoor forge, Shop shop) {}

    public Ready set(HookKind host, Show show) throws IOException, InterruptedException {
        Files.createDirectories(data);
        Optional<Platform> running = Platform.running(data);
        Path tenants = running.map(Platform::tenants).orElse(data.resolve(TENANTS));
        if (forge().isEmpty()) {
            show.say("starting the forge, which stands in for " + name(host));
            start("forge", ForgeProcess.command(forgeData, forgePort(), Shop.TILLS), "forge.log");
        }
        URI gateway = running.isPresent() ? running.get().gateway() : startPlatform(tenants, show);
        ForgeDoor forge = await("forge", show, this::forge);
        var shop = Shop.till(host, forge.base());
        List<String> rights = new Joining(data, tenants).join(shop, forge.token(Forge.CARETAKER), gateway);
        show.say("connected the project " + shop.project() + ": " + rights.size()
                + " rights hold, its hooks are posted to " + gateway);
        return new Ready(await("platform", show, () -> Platform.running(data)), forge, shop);
    }

    /** @return where its gateway will be */
    private URI startPlatform(Path tenants, Show show) throws IOException {
        int port = gatewayPort();
        show.say("starting the platform");
        List<String> up = List.of(
                "up",
                "--quiet",
                "--port",
                Integer.toString(port),
                "--data",
                data.toString(),
                "--tenants",
                tenants.toString());
        start("platform", OwnJava.millrace(up), "platform.log");
        return URI.create("http://localhost:" + port);
    }

    static String name(HookKind host) {
        return switch (host) {
            case ADO -> "Azure DevOps";
            case GITHUB -> "GitHub";
            case GITLAB -> "GitLab";
            case CLOUDEVENTS -> "nothing";
        };
    }

    private Optional<ForgeDoor> forge() throws IOException, InterruptedException {
        return ForgeDoor.open(forgeData, Shop.TILLS, Team.ACCOUNTS);
    }

    /** The same as at last while it is free, as tickets and hooks name it. */
    private int forgePort() throws IOException {
        return Forge.lastBase(forgeData).map(URI::getPort).filter(Ports::isFree).orElseGet(ports::take);
    }

    private int gatewayPort() throws IOException {
        Path file = data.resolve("config/gateway/address");
        if (Files.exists(file)) {
            int last = URI.create(Files.readString(file).strip()).getPort();
            if (last > 0 && Ports.isFree(last)) {
                return last;
            }
        }
        return ports.take();
    }

    private synchronized void start(String name, List<String> command, String log) throws IOException {
        if (closed) {
            throw new IllegalStateException("The demo was stopped");
        }
        Map<String, String> environment = Map.of("JAVA_HOME", System.getProperty("java.home"));
        Child child = Child.start(name, command, environment, logs().resolve(log));
        children.push(child);
    }

    /** Where processes say what they have to say. */
    public Path logs() {
        return data.resolve("logs");
    }

    @FunctionalInterface
    private interface Look<T> {
        Optional<T> look() throws IOException, InterruptedException;
    }

    private <T> T await(String name, Show show, Look<T> look) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < START.toNanos()) {
            Optional<T> found = look.look();
            if (found.isPresent()) {
                return found.get();
            }
            requireAlive();
            show.busy("waiting for the " + name, Duration.ofNanos(System.nanoTime() - begun));
            Thread.sleep(LOOK);
        }
        throw new IllegalStateException(
                "The " + name + " did not start within " + START.toSeconds() + " s; see " + logs());
    }

    private synchronized void requireAlive() {
        children.forEach(Child::requireAlive);
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    /** Whether something runs that closing would end. */
    public synchronized boolean isPlaying() {
        return !children.isEmpty();
    }

    /** Lets everything run on. */
    public synchronized List<Long> keep() {
        List<Long> pids = children.stream().map(Child::pid).toList();
        children.clear();
        return pids;
    }

    /** Ends what was started, the platform first: it may still have something to say to the forge. */
    @Override
    public synchronized void close() {
        closed = true;
        @Nullable Child child = children.poll();
        while (child != null) {
            child.close();
            child = children.poll();
        }
    }
}
