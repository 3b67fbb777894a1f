package dev.millrace.runtime.cli.audit;

import dev.millrace.transparency.export.Trust;
import dev.millrace.transparency.export.Verification;
import dev.millrace.transparency.export.Verifier;
import dev.millrace.transparency.note.MalformedNoteException;
import dev.millrace.transparency.note.SignedCheckpoint;
import dev.millrace.transparency.note.VerifierKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace audit verify}: needs no platform, only the file and what the caller kept. */
@Command(
        name = "verify",
        description = "Verifies an export offline and says what is broken, if anything is.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:intact", "1:broken", "2:cannot tell: wrong usage, or a file cannot be read"})
final class VerifyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The export; - reads it from the standard input.")
    private String file;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Believed believed;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "A checkpoint that you kept. Only with one can it show that the log was not rewritten or cut"
                    + " by whoever holds its key. May be repeated.")
    private List<Path> checkpoints = new ArrayList<>();

    @Option(names = "--json", description = "Prints the finding as JSON.")
    private boolean json;

    /** Whose signature counts. */
    static final class Believed {

        @Option(
                names = "--key",
                paramLabel = "KEY|FILE",
                description = "The log's key, from elsewhere than the export.")
        private @Nullable String key;

        @Option(
                names = "--trust-export-key",
                description = "Believes the key in the export. Finds accidents, not a log that was forged as a whole.")
        private boolean keyInExport;
    }

    @Override
    public Integer call() {
        var verifier =
                new Verifier(trust(), checkpoints.stream().map(this::checkpoint).toList());
        Verification verification;
        try (InputStream in = open()) {
            verification = verifier.verify(in);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? Finding.of(verification).json() : verification.sentence());
        out.flush();
        return verification instanceof Verification.Intact ? 0 : 1;
    }

    private InputStream open() throws IOException {
        try {
            return file.equals("-") ? System.in : Files.newInputStream(Path.of(file));
        } catch (InvalidPathException e) {
            throw unreadable(file, e);
        }
    }

    private Trust trust() {
        return believed.keyInExport || believed.key == null ? new Trust.KeyInExport() : Trust.key(key(believed.key));
    }

    private VerifierKey key(String keyOrFile) {
        try {
            return VerifierKey.parse(keyOrFile);
        } catch (MalformedNoteException e) {
            try {
                return VerifierKey.parse(text(Path.of(keyOrFile)).strip());
            } catch (MalformedNoteException | InvalidPathException neither) {
                throw unreadable(keyOrFile, neither);
            }
        }
    }

    private SignedCheckpoint checkpoint(Path path) {
        try {
            return SignedCheckpoint.parse(text(path));
        } catch (MalformedNoteException e) {
            throw unreadable(path.toString(), e);
        }
    }

    private String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw unreadable(path.toString(), e);
        }
    }

    private ParameterException unreadable(String what, Exception cause) {
        return new ParameterException(spec.commandLine(), "Cannot read " + what + ": " + cause.getMessage(), cause);
    }
}
