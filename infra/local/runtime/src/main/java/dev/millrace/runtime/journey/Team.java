package dev.millrace.runtime.journey;

import dev.millrace.forge.Forge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Who works for a tenant: Ada writes tickets, Grace decides about them. */
public final class Team {

    public static final String AUTHOR = "ada";
    public static final String APPROVER = "grace";

    /** Who has an account at the forge. */
    public static final List<String> ACCOUNTS = List.of(Forge.CARETAKER, AUTHOR, APPROVER);

    private static final String DIRECTORY = """
            # Made by Millrace for a tenant that shows or tries something.
            people:
              - {id: ada, name: Ada, email: ada@millrace.test}
              - {id: grace, name: Grace, email: grace@millrace.test}
            approvals:
              approvers: [ada, grace]
            """;

    private Team() {}

    /** Writes the tenant's directory unless there is one. */
    public static void write(Path tenants, String tenant) throws IOException {
        Path file = tenants.resolveSibling("directory").resolve(tenant + ".yaml");
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, DIRECTORY);
        }
    }
}
