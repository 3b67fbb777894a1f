package dev.millrace.runtime.demo.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who works for the tenant of the demo: Ada writes tickets, Grace decides about them. */
public final class Team {

    public static final String AUTHOR = "ada";
    public static final String APPROVER = "grace";

    private static final String DIRECTORY = """
            # Made by 'millrace demo'.
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
