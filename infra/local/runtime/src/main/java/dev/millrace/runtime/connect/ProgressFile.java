package dev.millrace.runtime.connect;

import java.nio.file.Path;

/** Keeps a connection's progress. Who writes holds the connection's lock. */
final class ProgressFile {

    private final DurableFile file;
    private Progress current;

    private ProgressFile(DurableFile file, Progress current) {
        this.file = file;
        this.current = current;
    }

    /** @throws IllegalStateException when the file was damaged */
    static ProgressFile in(Path folder) {
        var file = new DurableFile(folder.resolve("progress.json"));
        Progress found = file.read()
                .map(text -> Json.read(text, Progress.class, file.path()))
                .orElse(Progress.NONE);
        return new ProgressFile(file, found);
    }

    Progress get() {
        return current;
    }

    /** On the disk when this returns. */
    void put(Progress next) {
        if (!next.equals(current)) {
            file.write(Json.write(next));
            current = next;
        }
    }
}
