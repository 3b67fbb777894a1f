package dev.millrace.docsupdate.merge;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/**
 * Merges what was generated before, what people have made of it, and what is generated now, line by line. A line that
 * people wrote stays, one that they took out stays out. What is wholly new comes in, what is generated no more goes; but
 * what would replace a line that people changed or took out is left out.
 *
 * <p>The usual merge of Git knows only whole regions as conflicts, and takes edits of neighbouring lines for one: in a list
 * that grows at its end they would be the rule.
 *
 * @param lines without line ends
 * @param leftOut generated lines that gave way
 */
public record ThreeWay(List<String> lines, List<String> leftOut) {

    public ThreeWay {
        lines = List.copyOf(lines);
        leftOut = List.copyOf(leftOut);
    }

    /** @param theirs people's */
    public static ThreeWay merge(List<String> before, List<String> theirs, List<String> generated) {
        List<Edit> people = edits(before, theirs);
        BitSet gone = removed(people);
        Map<Boolean, List<Edit>> fits = edits(before, generated).stream()
                .collect(Collectors.partitioningBy(
                        edit -> edit.getType() != Edit.Type.REPLACE || !overlaps(gone, edit)));
        List<Edit> taken = fits.getOrDefault(true, List.of());
        BitSet dropped = removed(taken);
        dropped.or(gone);
        Set<String> written = new HashSet<>();
        people.forEach(edit -> written.addAll(inserted(edit, theirs)));
        Map<Integer, Edit> peopleAt = byPlace(people);
        Map<Integer, Edit> takenAt = byPlace(taken);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i <= before.size(); i++) {
            Optional.ofNullable(peopleAt.get(i)).ifPresent(edit -> lines.addAll(inserted(edit, theirs)));
            Optional.ofNullable(takenAt.get(i)).ifPresent(edit -> lines.addAll(without(written, edit, generated)));
            if (i < before.size() && !dropped.get(i)) {
                lines.add(before.get(i));
            }
        }
        return new ThreeWay(
                lines,
                fits.getOrDefault(false, List.of()).stream()
                        .flatMap(edit -> without(written, edit, generated).stream())
                        .toList());
    }

    private static List<Edit> edits(List<String> before, List<String> after) {
        return new HistogramDiff().diff(RawTextComparator.DEFAULT, text(before), text(after));
    }

    private static BitSet removed(List<Edit> edits) {
        var removed = new BitSet();
        edits.forEach(edit -> removed.set(edit.getBeginA(), edit.getEndA()));
        return removed;
    }

    private static boolean overlaps(BitSet gone, Edit edit) {
        int next = gone.nextSetBit(edit.getBeginA());
        return next >= 0 && next < edit.getEndA();
    }

    private static Map<Integer, Edit> byPlace(List<Edit> edits) {
        return edits.stream().collect(Collectors.toMap(Edit::getBeginA, Function.identity()));
    }

    private static List<String> inserted(Edit edit, List<String> after) {
        return after.subList(edit.getBeginB(), edit.getEndB());
    }

    /** Without lines that people wrote alike. */
    private static List<String> without(Set<String> written, Edit edit, List<String> generated) {
        return inserted(edit, generated).stream()
                .filter(line -> !written.contains(line))
                .toList();
    }

    private static RawText text(List<String> lines) {
        var text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return new RawText(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
