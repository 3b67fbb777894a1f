package dev.millrace.runtime.cli;

import dev.millrace.codehosts.CodeHost;
import dev.millrace.codehosts.CodeHosts;
import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.http.Timing;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.contracts.tenant.Tenant;
import dev.millrace.runtime.connect.Connection;
import dev.millrace.runtime.connect.Connections;
import dev.millrace.runtime.connect.Enrolment;
import dev.millrace.runtime.connect.Enrolment.Enrolled;
import dev.millrace.runtime.connect.HostTrouble;
import dev.millrace.runtime.connect.Needed;
import dev.millrace.runtime.connect.Right;
import dev.millrace.runtime.connect.Rights;
import dev.millrace.runtime.connect.Wish;
import dev.millrace.runtime.tenants.TenantFiles;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code millrace connect ado|github|gitlab}: the same for each kind. */
abstract class ConnectHost implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    DataOption data = new DataOption();

    @Mixin
    TokenOption tokens = new TokenOption();

    @Option(
            names = "--url",
            description = "The organisation of Azure DevOps, or your own server (default: the public one).")
    @Nullable
    URI url;

    @Option(
            names = "--project",
            description = "Azure DevOps: its name; else owner/name. Repeatable (default: those connected before).")
    List<String> projects = List.of();

    @Option(
            names = "--tenant",
            description = "Whose project it is (default: the only tenant there is, else the organisation).")
    @Nullable
    String tenant;

    @Option(names = "--host", description = "Name of the host and its hook in the registry entry (default: the kind).")
    @Nullable
    String host;

    @Option(names = "--repository", description = "Azure DevOps: where the work is done, in a project with several.")
    @Nullable
    String repository;

    @Option(
            names = "--tenants",
            paramLabel = "DIR",
            description = "The registry's folder (default: infra/knative/tenants of this working copy).")
    @Nullable
    Path registry;

    @Option(names = "--public-url", description = "Where the host reaches the platform; it then posts by itself.")
    @Nullable
    URI publicUrl;

    @Option(names = "--once", description = "Bring what there is, and end.")
    boolean once;

    @Option(
            names = "--interval",
            defaultValue = "PT15S",
            description = "Between two looks, ISO 8601, at least PT1S (default: ${DEFAULT-VALUE}).")
    Duration interval;

    private final HookKind kind;

    ConnectHost(HookKind kind) {
        this.kind = kind;
    }

    @Override
    public Integer call() {
        requireSense();
        var files = new TenantFiles(
                registry == null ? data.tenants() : registry, data.secrets().folder("hook-secrets"));
        var connections = new Connections(data.folder());
        var enrolment = new Enrolment(files, data.secrets(), connections, InstantSource.system());
        Wish wish = wish(files, connections);
        Optional<Connection> before = connections.find(wish.name());
        requireOneWay(before);
        String token = tokens.token(before.flatMap(enrolment::token));
        CodeHost opened =
                new CodeHosts(Polling.PATIENCE, Timing.REAL).open(wish.binding(), CodeHosts.token(kind, token));
        check(opened, wish);
        Enrolled enrolled = enrolment.enrol(wish, token);
        PrintWriter out = spec.commandLine().getOut();
        out.printf("Entry    %s%s%n", enrolled.entry(), enrolled.changed() ? " written" : " unchanged");
        out.printf("Token    secret %s in %s%n", enrolled.connection().token(), data.folder());
        out.flush();
        if (publicUrl != null) {
            return register(enrolment, opened, enrolled.connection(), publicUrl);
        }
        return new Polling(spec.commandLine(), data, interval)
                .poll(
                        enrolled.connection(),
                        connections,
                        opened.hooks(),
                        enrolment.secret(enrolled.connection()),
                        once);
    }

    private void requireSense() {
        if (interval.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--interval is at least PT1S, so that the host does not shut us out.");
        }
        if (publicUrl != null
                && (publicUrl.getHost() == null || !publicUrl.toString().matches("https?://[^?#]+"))) {
            throw new CommandFailure(ExitCode.USAGE, "--public-url is an address such as https://millrace.example.com");
        }
    }

    private Wish wish(TenantFiles files, Connections connections) {
        String name = host == null ? kind.name().toLowerCase(Locale.ROOT) : host;
        TenantId id = tenant(files.read());
        Optional<Connection> before = connections.all().stream()
                .filter(each -> each.tenant().equals(id) && each.host().equals(name))
                .findFirst();
        List<String> all = projects.isEmpty() ? before.map(Connection::projects).orElse(List.of()) : projects;
        if (all.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "Which project? Name it with --project.");
        }
        return new Wish(
                id, kind, name, url == null ? before.map(Connection::url).orElse(null) : url, all, repository);
    }

    private TenantId tenant(List<Tenant> known) {
        if (tenant != null) {
            return new TenantId(tenant);
        }
        if (known.size() > 1) {
            throw new CommandFailure(
                    ExitCode.USAGE, "Whose project is it? There are several tenants; name one with --tenant.");
        }
        return known.isEmpty() ? named() : known.getFirst().id();
    }

    /** After the organisation, the owner or the group. */
    private TenantId named() {
        String place = kind == HookKind.ADO && url != null && url.getPath() != null
                ? url.getPath().replaceFirst("/+$", "").replaceFirst(".*/", "")
                : projects.stream().findFirst().orElse("").replaceFirst("/.*", "");
        String id = place.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        if (id.isEmpty() || id.length() > 40) {
            throw new CommandFailure(ExitCode.USAGE, "Whose project is it? Name the tenant with --tenant.");
        }
        return new TenantId(id);
    }

    /** Both ways at a time would bring each change twice, under different ids. */
    private void requireOneWay(Optional<Connection> before) {
        URI posting = before.map(Connection::publicUrl).orElse(null);
        if (posting != null && !posting.equals(publicUrl)) {
            throw new CommandFailure("The host posts to " + posting
                    + " already. To change that, remove it first: millrace connect remove "
                    + before.get().name());
        }
    }

    private void check(CodeHost opened, Wish wish) {
        List<Right> rights = Rights.of(opened, kind, wish.projects(), wish.repository());
        PrintWriter out = spec.commandLine().getOut();
        for (Right right : rights) {
            String mark = switch (right.state()) {
                case HELD -> "✓";
                case MISSING -> "✗";
                case UNSEEN -> "·";
            };
            out.printf("  %s %-24s %-15s %s%n", mark, right.subject(), right.name(), right.detail());
        }
        out.flush();
        long missing = rights.stream()
                .filter(each -> each.state() == Right.State.MISSING)
                .count();
        if (missing > 0) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "Nothing was written: " + missing + " of what is needed is missing (✗ above says what to do).");
        }
    }

    /** What cannot be registered whole is taken back, so that polling stays possible. */
    private int register(Enrolment enrolment, CodeHost opened, Connection connection, URI base) {
        URI address = Polling.posted(connection, base);
        PrintWriter out = spec.commandLine().getOut();
        Connection posted = enrolment.posted(connection, base);
        try {
            for (String project : posted.projects()) {
                opened.hooks().register(project, address, enrolment.secret(posted));
                out.printf("Hook     %s posts to %s%n", project, address);
            }
        } catch (HostException.Forbidden | HostException.NotFound e) {
            posted.projects().forEach(project -> removeQuietly(opened, project, address));
            enrolment.posted(connection, null);
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    HostTrouble.sentence(e) + "; " + Needed.toRegister(kind) + "; or poll, without --public-url");
        }
        return 0;
    }

    private void removeQuietly(CodeHost opened, String project, URI address) {
        try {
            opened.hooks().remove(project, address);
        } catch (HostException e) {
            spec.commandLine()
                    .getErr()
                    .println("millrace: hooks of " + project + " may be left: " + HostTrouble.sentence(e));
        }
    }
}
