package dev.millrace.runtime.cli;

import dev.millrace.contracts.tenant.ApiKey;
import dev.millrace.contracts.tenant.Limits;
import dev.millrace.contracts.tenant.Scope;
import dev.millrace.contracts.tenant.Tenant;
import dev.millrace.runtime.tenants.ApiKeys;
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

/** {@code millrace key}. */
@Command(
        name = "key",
        description = "Gives tenants API keys for the platform's HTTP functions, replaces them, takes them away.",
        subcommands = {KeyCommand.Add.class, KeyCommand.Rotate.class, KeyCommand.Remove.class, KeyCommand.Show.class})
final class KeyCommand {

    /** Which key, for those that name one. */
    static final class Named {

        @Mixin
        OneTenant of = new OneTenant();

        @Parameters(index = "1", paramLabel = "KEY", description = "Name of the key, which the ledger shows.")
        String key;

        ApiKeys keys() {
            return new ApiKeys(of.registry.files());
        }
    }

    @Command(name = "add", description = "Makes a key and prints it once; the registry holds its digest alone.")
    static final class Add implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        Named named = new Named();

        @Option(names = "--project", description = "Project that the key's calls are booked to.")
        @Nullable
        String project;

        @Option(
                names = "--scope",
                description = "What it may do: ${COMPLETION-CANDIDATES}; repeatable (default: MODELS).")
        List<Scope> scopes = List.of();

        @Option(names = "--model", description = "A model alias it may ask for; repeatable (default: any).")
        List<String> models = List.of();

        @Option(names = "--requests-per-minute", paramLabel = "N", description = "Most calls in a minute.")
        @Nullable
        Long requests;

        @Option(names = "--tokens-per-minute", paramLabel = "N", description = "Most tokens in a minute.")
        @Nullable
        Long tokens;

        @Option(names = "--concurrency", paramLabel = "N", description = "Most calls at the same time.")
        @Nullable
        Long concurrency;

        @Option(
                names = "--expires-in",
                paramLabel = "DURATION",
                description = "ISO 8601, such as P90D (default: never).")
        @Nullable
        Duration expires;

        @Override
        public Integer call() {
            var wanted = new ApiKeys.Wanted(
                    named.key,
                    project,
                    scopes,
                    models,
                    new Limits(requests, tokens, concurrency),
                    expires == null ? null : Instant.now().plus(expires));
            print(spec.commandLine().getOut(), named.of.registry, named.keys().add(named.of.tenantId(), wanted));
            return 0;
        }
    }

    @Command(
            name = "rotate",
            description = "Gives a key a new text; the old one works on for a while so that nothing breaks.")
    static final class Rotate implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        Named named = new Named();

        @Option(
                names = "--grace",
                defaultValue = "PT24H",
                description = "How long the old text stays valid, ISO 8601 (default: ${DEFAULT-VALUE}).")
        Duration grace;

        @Override
        public Integer call() {
            Instant until = Instant.now().plus(grace);
            print(
                    spec.commandLine().getOut(),
                    named.of.registry,
                    named.keys().rotate(named.of.tenantId(), named.key, until));
            return 0;
        }
    }

    @Command(name = "remove", description = "Takes a key away; its calls are refused within two seconds.")
    static final class Remove implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        Named named = new Named();

        @Override
        public Integer call() {
            named.keys().remove(named.of.tenantId(), named.key);
            spec.commandLine().getOut().printf("The key %s of %s is no longer accepted.%n", named.key, named.of.id);
            return 0;
        }
    }

    @Command(name = "show", description = "Shows a tenant's keys without their text.")
    static final class Show implements Callable<Integer> {

        @Spec
        CommandSpec spec;

        @Mixin
        OneTenant of = new OneTenant();

        @Option(names = "--json", description = "As JSON.")
        boolean json;

        @Override
        public Integer call() {
            Tenant tenant = of.tenant();
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(Output.json(tenant.keys()));
                return 0;
            }
            if (tenant.keys().isEmpty()) {
                out.printf("No keys yet. Add one with: millrace key add %s NAME%n", of.id);
            }
            tenant.keys()
                    .forEach(key -> out.printf(
                            "%-20s %-16s %-16s %s%n",
                            key.name(),
                            key.project() == null ? "-" : key.project(),
                            String.join(
                                    ",", key.scopes().stream().map(Output::wire).toList()),
                            expiry(key)));
            return 0;
        }

        private static String expiry(ApiKey key) {
            Instant now = Instant.now();
            return key.secrets().stream().anyMatch(secret -> secret.expires() == null)
                    ? "never expires"
                    : key.secrets().stream()
                            .map(secret -> secret.expires())
                            .filter(expires -> expires != null && expires.isAfter(now))
                            .max(Instant::compareTo)
                            .map(last -> "expires " + last)
                            .orElse("expired");
        }
    }

    private static void print(PrintWriter out, Registry registry, ApiKeys.Issued issued) {
        out.printf("Key      %s%n", issued.key().name());
        out.printf("Text     %s%n", issued.text());
        out.printf("Use      OPENAI_BASE_URL=%s/v1 OPENAI_API_KEY=%s%n", registry.gateway(), issued.text());
        out.println("The text is shown only now.");
    }
}
