package dev.millrace.runtime.cli;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.HookKind;
import dev.millrace.contracts.tenant.Tenant;
import dev.millrace.runtime.tenants.TenantFiles;
import dev.millrace.runtime.tenants.TenantFiles.Issued;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace tenant}. */
@Command(
        name = "tenant",
        description = "Adds tenants to the registry, replaces their secrets, shows them.",
        subcommands = {TenantCommand.Add.class, TenantCommand.Rotate.class, TenantCommand.Show.class})
final class TenantCommand {

    @Command(
            name = "add",
            description = {
                "Writes a new tenant's registry entry with one hook, and prints the hook's secret once.",
                "The entry holds only the secret's digest (for GitHub, whose signatures need the secret, its name)."
            })
    static final class Add implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        Registry registry = new Registry();

        @Parameters(paramLabel = "TENANT", description = "Id: lower-case letters, digits and hyphens.")
        String id;

        @Option(names = "--name", description = "Name for people (default: the id).")
        @Nullable
        String name;

        @Option(
                names = "--kind",
                defaultValue = "ADO",
                description = "Who posts hooks: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
        HookKind kind;

        @Option(names = "--hook", description = "Name of the hook (default: the kind).")
        @Nullable
        String hook;

        @Option(names = "--project", description = "A project that may ask for work; repeatable (default: all).")
        List<String> projects = List.of();

        @Option(names = "--tag", description = "A tag that asks for work; repeatable (default: millrace).")
        List<String> tags = List.of();

        @Option(names = "--type", description = "For cloudevents: an allowed event type, may end with *; repeatable.")
        List<String> types = List.of();

        @Override
        public Integer call() {
            var wanted = new TenantFiles.Wanted(new TenantId(id), name, kind, hook, projects, tags, types);
            print(spec.commandLine().getOut(), registry, registry.files().add(wanted));
            return 0;
        }
    }

    @Command(
            name = "rotate",
            description = "Gives a hook a new secret; the old one works on for a while so that nothing is lost.")
    static final class Rotate implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        Registry registry = new Registry();

        @Parameters(paramLabel = "TENANT", description = "Id of the tenant.")
        String id;

        @Parameters(paramLabel = "HOOK", description = "Name of the hook.")
        String hook;

        @Option(
                names = "--grace",
                defaultValue = "PT24H",
                description = "How long the old secret stays valid, ISO 8601 (default: ${DEFAULT-VALUE}).")
        Duration grace;

        @Override
        public Integer call() {
            Instant until = Instant.now().plus(grace);
            print(spec.commandLine().getOut(), registry, registry.files().rotate(new TenantId(id), hook, until));
            return 0;
        }
    }

    @Command(name = "show", description = "Shows a tenant's hooks and their addresses, or lists all tenants.")
    static final class Show implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        Registry registry = new Registry();

        @Parameters(paramLabel = "TENANT", arity = "0..1", description = "Id of the tenant (default: all).")
        @Nullable
        String id;

        @Option(names = "--json", description = "As JSON.")
        boolean json;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            List<Tenant> tenants = registry.files().read().stream()
                    .filter(tenant -> id == null || tenant.id().value().equals(id))
                    .toList();
            if (id != null && tenants.isEmpty()) {
                throw new CommandFailure("There is no tenant '" + id + "'. Add one with: millrace tenant add " + id);
            }
            if (json) {
                out.println(Output.json(tenants));
                return 0;
            }
            if (tenants.isEmpty()) {
                out.println("No tenants yet. Add one with: millrace tenant add NAME");
            }
            for (Tenant tenant : tenants) {
                out.printf(
                        "%s  %s  %s%n",
                        tenant.id(), tenant.name(), tenant.classification().wire());
                tenant.hooks()
                        .forEach(known -> out.printf(
                                "  %-12s %-12s %s%n",
                                known.name(), Output.wire(known.kind()), registry.address(tenant.id(), known.name())));
            }
            return 0;
        }
    }

    private static void print(PrintWriter out, Registry registry, Issued issued) {
        out.printf("Tenant   %s%n", issued.tenant().id());
        out.printf("Entry    %s%n", issued.file());
        out.printf(
                "Hook     POST %s%n",
                registry.address(issued.tenant().id(), issued.hook().name()));
        out.printf("Secret   %s%n", issued.secret());
        out.println(
                switch (issued.hook().kind()) {
                    case ADO ->
                        "Azure DevOps: Project settings, Service hooks, Web Hooks; any user name, the secret as"
                                + " password, 'Resource details to send': All.";
                    case GITHUB -> "GitHub: Settings, Webhooks; content type application/json, the secret as Secret.";
                    case GITLAB -> "GitLab: Settings, Webhooks; the secret as Secret token.";
                    case CLOUDEVENTS -> "Send CloudEvents with the header 'Authorization: Bearer <secret>'.";
                });
        out.println("The secret is shown only now.");
    }
}
