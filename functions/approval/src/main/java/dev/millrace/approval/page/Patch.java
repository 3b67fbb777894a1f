package dev.millrace.approval.page;

import java.util.List;

/** What a unified diff changes, file by file. */
record Patch(List<File> files) {

    Patch {
        files = List.copyOf(files);
    }

    record File(String path, int added, int removed, List<Line> lines) {

        File {
            lines = List.copyOf(lines);
        }
    }

    /** A line of a hunk, or the head of one. Numbers count from 1; 0 is none. */
    record Line(Kind kind, int before, int after, String text) {}

    enum Kind {
        HEAD,
        SAME,
        ADDED,
        REMOVED
    }
}
