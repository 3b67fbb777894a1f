package dev.millrace.runtime.cli.audit;

import dev.millrace.runtime.cli.CommandFailure;
import dev.millrace.transparency.export.ExportReader;
import dev.millrace.transparency.export.MalformedLineException;
import dev.millrace.transparency.export.Trust;
import dev.millrace.transparency.export.Verification;
import dev.millrace.transparency.export.Verifier;
import dev.millrace.transparency.note.VerifierKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace audit export}. */
@Command(
        name = "export",
        description = "Writes the whole log to FILE, its checkpoint to FILE.checkpoint and the log's key to FILE.key,"
                + " and verifies it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:exported, and intact",
            "1:exported but broken, or refused",
            "2:wrong command line",
            "3:the platform does not run"
        })
final class ExportCommand implements Callable<Integer> {

    private final AuditClient client;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            defaultValue = "audit.jsonl",
            description = "Must not exist yet. Default: ${DEFAULT-VALUE}")
    private Path file;

    ExportCommand(AuditClient client) {
        this.client = client;
    }

    @Override
    public Integer call() throws IOException {
        Path target = file.toAbsolutePath();
        Path checkpoint = beside(target, ".checkpoint");
        Path key = beside(target, ".key");
        for (Path each : List.of(target, checkpoint, key)) {
            if (Files.exists(each)) {
                throw new ParameterException(
                        spec.commandLine(), each + " exists. Name another file, or move this one away.");
            }
        }
        Path part = beside(target, ".part");
        try {
            Files.deleteIfExists(part);
            client.export(part);
            VerifierKey known = VerifierKey.parse(client.key());
            String note = note(part);
            Verification verification = verify(part, known);
            Files.writeString(key, known.text() + "\n");
            Files.writeString(checkpoint, note);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            spec.commandLine().getOut().println(verification.sentence());
            return verification instanceof Verification.Intact ? 0 : 1;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** The export's own: the log may have grown since, and a later checkpoint would find the export cut off. */
    private static String note(Path export) throws IOException {
        try (InputStream in = Files.newInputStream(export)) {
            return new ExportReader(in).header().checkpoint().format();
        } catch (MalformedLineException e) {
            throw new CommandFailure("The platform answered with no export: " + e.getMessage());
        }
    }

    private static Verification verify(Path export, VerifierKey key) throws IOException {
        try (InputStream in = Files.newInputStream(export)) {
            return new Verifier(Trust.key(key), List.of()).verify(in);
        }
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
