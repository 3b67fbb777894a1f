package dev.millrace.migrations;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.flywaydb.core.api.FlywayException;

/** What the Job runs; its settings are in {@code infra/knative/migrations/job.yaml}. */
public final class Migrations {

    private Migrations() {}

    public static void main(String[] args) {
        System.exit(run(System.getenv()));
    }

    private static int run(Map<String, String> environment) {
        try {
            var preparation = new Preparation(
                    setting(environment, "MILLRACE_DATABASE_URL"),
                    setting(environment, "MILLRACE_DATABASE_USERNAME"),
                    setting(environment, "MILLRACE_DATABASE_PASSWORD"));
            preparation
                    .run(Passwords.in(Path.of(setting(environment, "MILLRACE_PASSWORDS_DIRECTORY"))))
                    .forEach((schema, scripts) -> System.out.println(schema + ": " + scripts + " scripts ran"));
            return 0;
        } catch (IOException | SQLException | FlywayException | IllegalArgumentException e) {
            System.err.println("The database is not prepared: " + e.getMessage());
            return 1;
        }
    }

    private static String setting(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("set " + name);
        }
        return value;
    }
}
