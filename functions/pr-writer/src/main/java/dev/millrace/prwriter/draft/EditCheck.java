package dev.millrace.prwriter.draft;

import dev.millrace.contracts.HostRefusal;
import dev.millrace.contracts.document.EditSet;
import dev.millrace.contracts.document.RepositoryPath;
import dev.millrace.hostaccess.Refused;
import dev.millrace.prwriter.PrWriterConfig;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which edits may become a commit. */
@Singleton
public class EditCheck {

    private final PrWriterConfig.Limits limits;

    public EditCheck(PrWriterConfig config) {
        this.limits = config.limits();
    }

    /**
     * @param protectedPaths whether pipelines and the like may be changed
     * @throws Refused naming the first edit that may not
     */
    public void requireFine(EditSet edits, boolean protectedPaths) {
        if (edits.edits().isEmpty()) {
            throw new Refused(HostRefusal.INVALID, "There is no edit; a commit needs one.");
        }
        if (edits.edits().size() > limits.edits()) {
            throw new Refused(
                    HostRefusal.INVALID,
                    edits.edits().size() + " edits are more than the " + limits.edits()
                            + " of one commit; make fewer.");
        }
        Set<String> touched = new HashSet<>();
        long total = 0;
        for (EditSet.Edit edit : edits.edits()) {
            requireWhole(edit);
            for (String path : paths(edit)) {
                requireFine(path, touched, protectedPaths);
            }
            total += size(edit);
        }
        if (total > limits.total()) {
            throw new Refused(
                    HostRefusal.INVALID,
                    "The files have " + total + " bytes together, more than " + limits.total() + "; change less.");
        }
        SecretScan.find(edits).ifPresent(found -> {
            throw new Refused(
                    HostRefusal.SECRET_FOUND,
                    "'" + found.path() + "', line " + found.line() + ", holds what looks like " + found.what()
                            + "; take it out.");
        });
    }

    static List<String> paths(EditSet.Edit edit) {
        return Stream.of(edit.path(), edit.from()).flatMap(Stream::ofNullable).toList();
    }

    private void requireWhole(EditSet.Edit edit) {
        boolean whole = switch (edit.action()) {
            case WRITE -> edit.text() != null && edit.from() == null;
            case DELETE -> edit.text() == null && edit.from() == null;
            case RENAME -> edit.from() != null;
        };
        if (!whole) {
            throw new Refused(
                    HostRefusal.INVALID,
                    "The edit of '" + edit.path() + "' has too much or too little for its action; make it anew.");
        }
        if (size(edit) > limits.file()) {
            throw new Refused(
                    HostRefusal.INVALID,
                    "'" + edit.path() + "' would have " + size(edit) + " bytes, more than " + limits.file()
                            + "; make it smaller.");
        }
    }

    private static void requireFine(String path, Set<String> touched, boolean protectedPaths) {
        RepositoryPath.fault(path).ifPresent(fault -> {
            throw new Refused(HostRefusal.INVALID, "The path '" + path + "' " + fault + "; choose another.");
        });
        if (!touched.add(path)) {
            throw new Refused(HostRefusal.INVALID, "Two edits touch '" + path + "'; make one of them.");
        }
        if (!protectedPaths && ProtectedPaths.contain(path)) {
            throw new Refused(
                    HostRefusal.PROTECTED_PATH,
                    "'" + path + "' may only be changed when the tenant's policy allows protected paths.");
        }
    }

    private static long size(EditSet.Edit edit) {
        return edit.text() == null ? 0 : edit.text().getBytes(StandardCharsets.UTF_8).length;
    }
}
