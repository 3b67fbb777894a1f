package dev.millrace.approval.page;

import dev.millrace.contracts.Diff;
import dev.millrace.contracts.events.ApprovalEvent;
import java.util.List;
import java.util.TreeMap;

/** What a unified diff changes, file by file. */
record Patch(List<File> files) {

    Patch {
        files = List.copyOf(files);
    }

    /** Whether it names all that the question is about, and nothing else. */
    boolean isOf(ApprovalEvent.Requested question) {
        var blobs = new TreeMap<String, String>();
        files.forEach(file -> blobs.put(file.path(), file.blob()));
        try {
            return new Diff(question.target(), question.head(), blobs).digest().equals(question.diff());
        } catch (IllegalArgumentException noCommit) {
            return false;
        }
    }

    /**
     * @param blob Git's id of the content after the change; empty when there is none, or none was named
     * @param leftOut whether its change is named only
     */
    record File(String path, String blob, boolean leftOut, List<Line> lines) {

        File {
            lines = List.copyOf(lines);
        }

        long added() {
            return count(Kind.ADDED);
        }

        long removed() {
            return count(Kind.REMOVED);
        }

        private long count(Kind kind) {
            return lines.stream().filter(line -> line.kind() == kind).count();
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
