package dev.millrace.prwriter.draft;

import dev.millrace.codehosts.HostException;
import dev.millrace.codehosts.Repositories;
import dev.millrace.contracts.ContentRef;
import dev.millrace.contracts.Diff;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.TenantId;
import dev.millrace.prwriter.Contents;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a change looks like for those who approve it. Every changed path is named; what a bound of this class cuts
 * off, and what the host does not give, is left out and said to be.
 */
@Singleton
public class Patches {

    private static final int MOST_FILES = 40;

    /** Bytes; the page reads no more either. */
    private static final int LARGEST = 256 * 1024;

    private static final byte[] NOTHING = {};

    private final Contents contents;

    public Patches(Contents contents) {
        this.contents = contents;
    }

    /** @return null when not even the names of what is changed can be written */
    @Nullable
    ContentRef keep(TenantId tenant, Repositories host, RepositoryRef repository, Diff diff) {
        int room = LARGEST;
        for (Map.Entry<String, String> changed : diff.blobs().entrySet()) {
            room -= FilePatch.leftOut(changed.getKey(), changed.getValue()).length;
        }
        if (room < 0 || diff.blobs().keySet().stream().anyMatch(FilePatch::isUnwritable)) {
            return null;
        }
        Optional<String> base = host.base(repository, diff.target(), diff.head());
        var patch = new ByteArrayOutputStream();
        int files = 0;
        for (Map.Entry<String, String> changed : diff.blobs().entrySet()) {
            String path = changed.getKey();
            byte[] part = files++ < MOST_FILES && room > 0
                    ? part(host, repository, base, diff.head(), path, changed.getValue())
                    : NOTHING;
            boolean fits = part.length > 0 && part.length <= room;
            patch.writeBytes(fits ? part : FilePatch.leftOut(path, changed.getValue()));
            room -= fits ? part.length : 0;
        }
        return contents.keep(tenant, patch.toByteArray());
    }

    /** Nothing when the host does not give what the digest names: a submodule, a file that is very large. */
    private static byte[] part(
            Repositories host, RepositoryRef repository, Optional<String> base, String head, String path, String blob) {
        try {
            Optional<byte[]> after = blob.isEmpty() ? Optional.empty() : Optional.of(host.file(repository, head, path));
            Optional<byte[]> before = base.flatMap(commit -> find(host, repository, commit, path));
            return FilePatch.of(path, blob, before, after).orElse(NOTHING);
        } catch (HostException.NotFound | HostException.Invalid unreadable) {
            return NOTHING;
        }
    }

    private static Optional<byte[]> find(Repositories host, RepositoryRef repository, String commit, String path) {
        try {
            return Optional.of(host.file(repository, commit, path));
        } catch (HostException.NotFound isNew) {
            return Optional.empty();
        }
    }
}
