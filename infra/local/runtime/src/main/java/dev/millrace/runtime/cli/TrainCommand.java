package dev.millrace.runtime.cli;

import dev.millrace.runtime.demo.scene.ForgeTraining;
import dev.millrace.runtime.house.House;
import dev.millrace.runtime.house.Progress;
import dev.millrace.runtime.house.Site;
import dev.millrace.runtime.house.Training;
import dev.millrace.runtime.house.Watchers;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code millrace train}: part of the build. */
@Command(
        name = "train",
        hidden = true,
        description = "Runs each function without an AOT cache through its training requests, which leaves a cache.")
final class TrainCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        PrintWriter out = spec.commandLine().getOut();
        Path data = Files.createTempDirectory("millrace-training");
        var site = new Site(Checkout.current().root(), data, data.resolve("tenants"), 0);
        try {
            Training.run(site, function -> {
                out.println("trained " + function);
                out.flush();
            });
            if (ForgeTraining.run(data)) {
                out.println("trained forge");
                out.flush();
            }
            // The command line's own cache is trained by this very run, so it starts the whole house once.
            House.start(site, Watchers.none(), Progress.silent()).close();
        } finally {
            delete(data);
        }
        return 0;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
