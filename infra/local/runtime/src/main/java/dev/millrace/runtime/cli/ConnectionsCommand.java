package dev.millrace.runtime.cli;

import dev.millrace.codehosts.CodeHost;
import dev.millrace.codehosts.CodeHosts;
import dev.millrace.codehosts.http.Timing;
import dev.millrace.runtime.connect.Connection;
import dev.millrace.runtime.connect.Connections;
import dev.millrace.runtime.connect.Enrolment;
import dev.millrace.runtime.connect.Progress;
import dev.millrace.runtime.process.RuntimeLock;
import dev.millrace.runtime.tenants.TenantFiles;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace connect list|remove}. */
final class ConnectionsCommand {

    private ConnectionsCommand() {}

    @Command(name = "list", description = "Shows the connections, when they were last polled, and what went wrong.")
    static final class Show implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        DataOption data = new DataOption();

        @Option(names = "--json", description = "As JSON.")
        boolean json;

        /** As scripts read it: without cursors, which only their host understands. */
        record Line(
                String name,
                String tenant,
                String kind,
                @Nullable URI url,
                @Nullable URI publicUrl,
                List<Project> projects,
                Progress.@Nullable Trouble trouble) {}

        record Project(String name, @Nullable Instant polled) {}

        @Override
        public Integer call() {
            var connections = new Connections(data.folder());
            List<Line> lines = connections.all().stream()
                    .map(each -> line(each, connections.progress(each)))
                    .toList();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(Output.json(lines));
                return 0;
            }
            if (lines.isEmpty()) {
                out.println("No connections yet. See: millrace connect --help");
            }
            lines.forEach(line -> print(out, line, Instant.now()));
            return 0;
        }

        private static Line line(Connection connection, Progress progress) {
            List<Project> projects = connection.projects().stream()
                    .map(project -> new Project(project, progress.polled(project)))
                    .toList();
            return new Line(
                    connection.name(),
                    connection.tenant().value(),
                    Output.wire(connection.kind()),
                    connection.url(),
                    connection.publicUrl(),
                    projects,
                    progress.trouble());
        }

        private static void print(PrintWriter out, Line line, Instant now) {
            out.printf(
                    "%s  tenant %s, %s%n", line.name(), line.tenant(), line.url() == null ? line.kind() : line.url());
            for (Project project : line.projects()) {
                out.printf("  %-30s %s%n", project.name(), state(line, project, now));
            }
            Progress.Trouble trouble = line.trouble();
            if (trouble != null) {
                out.printf("  ✗ since %s: %s%n", age(trouble.since(), now), trouble.sentence());
            }
        }

        private static String state(Line line, Project project, Instant now) {
            if (line.publicUrl() != null) {
                return "posted by the host to " + line.publicUrl();
            }
            return project.polled() == null ? "not polled yet" : "polled " + age(project.polled(), now) + " ago";
        }

        private static String age(Instant then, Instant now) {
            Duration age = Duration.between(then, now);
            if (age.toMinutes() < 1) {
                return Math.max(0, age.toSeconds()) + " s";
            }
            return age.toHours() < 1 ? age.toMinutes() + " min" : age.toHours() + " h";
        }
    }

    @Command(
            name = "remove",
            description = "Forgets a connection with its token and place, and ends the hooks that the host posts.")
    static final class Remove implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        DataOption data = new DataOption();

        @Parameters(paramLabel = "NAME", description = "As 'connect list' shows it.")
        String name;

        @Option(
                names = "--tenants",
                paramLabel = "DIR",
                description = "The registry's folder (default: infra/knative/tenants of this working copy).")
        @Nullable
        Path registry;

        @Option(names = "--registry", description = "Also take host and hook out of the registry entry.")
        boolean entry;

        @Option(names = "--keep-hooks", description = "Leave the host's hooks, for instance because it is gone.")
        boolean keepHooks;

        @Override
        public Integer call() {
            var connections = new Connections(data.folder());
            Connection connection = connections
                    .find(name)
                    .orElseThrow(() ->
                            new CommandFailure("There is no connection '" + name + "'. See: millrace connect list"));
            var files = new TenantFiles(
                    registry == null ? data.tenants() : registry, data.secrets().folder("hook-secrets"));
            var enrolment = new Enrolment(files, data.secrets(), connections, InstantSource.system());
            try (RuntimeLock _ = connections.lock(connection)) {
                URI base = connection.publicUrl();
                if (base != null && !keepHooks) {
                    unregister(connection, enrolment, Polling.posted(connection, base));
                }
                enrolment.forget(connection, entry);
            }
            PrintWriter out = spec.commandLine().getOut();
            out.println("Removed " + name + (entry ? ", and its host from " : ". Its host stays in ")
                    + files.file(connection.tenant()));
            return 0;
        }

        private void unregister(Connection connection, Enrolment enrolment, URI address) {
            String token = enrolment
                    .token(connection)
                    .orElseThrow(
                            () -> new CommandFailure(
                                    "The token is gone, so the host's hooks cannot be ended; end them there, then use --keep-hooks."));
            CodeHost host = new CodeHosts(Polling.PATIENCE, Timing.REAL)
                    .open(connection.binding(), CodeHosts.token(connection.kind(), token));
            connection.projects().forEach(project -> host.hooks().remove(project, address));
        }
    }
}
