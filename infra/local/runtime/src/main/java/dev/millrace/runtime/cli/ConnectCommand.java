package dev.millrace.runtime.cli;

import dev.millrace.contracts.tenant.HookKind;
import picocli.CommandLine.Command;

/** {@code millrace connect}. */
@Command(
        name = "connect",
        description = {
            "Connects a real project: checks what a token may do, writes the tenant's registry entry, and brings what happens"
                    + " there to the platform.",
            "With --public-url the host posts its hooks there; without, they are asked for and posted from here."
        },
        subcommands = {
            ConnectCommand.Ado.class,
            ConnectCommand.Github.class,
            ConnectCommand.Gitlab.class,
            ConnectionsCommand.Show.class,
            ConnectionsCommand.Remove.class
        })
final class ConnectCommand {

    @Command(
            name = "ado",
            description =
                    "Connects projects of Azure DevOps, such as --url https://dev.azure.com/fabrikam --project Fabrikam.")
    static final class Ado extends ConnectHost {

        Ado() {
            super(HookKind.ADO);
        }
    }

    @Command(name = "github", description = "Connects repositories of GitHub, such as --project fabrikam/website.")
    static final class Github extends ConnectHost {

        Github() {
            super(HookKind.GITHUB);
        }
    }

    @Command(name = "gitlab", description = "Connects projects of GitLab, such as --project fabrikam/website.")
    static final class Gitlab extends ConnectHost {

        Gitlab() {
            super(HookKind.GITLAB);
        }
    }
}
