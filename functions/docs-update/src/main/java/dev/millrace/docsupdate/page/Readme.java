package dev.millrace.docsupdate.page;

import dev.millrace.docsupdate.change.Timeline;
import dev.millrace.docsupdate.merge.Lines;
import dev.millrace.docsupdate.merge.ThreeWay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sections of a README that its owners have opened for us with {@code <!-- millrace:NAME -->}. */
final class Readme {

    private final Words words;
    private final Bases bases;
    private final String path;
    private final Lines before;

    Readme(Words words, Bases bases, String path, String text) {
        this.words = words;
        this.bases = bases;
        this.path = path;
        this.before = Lines.of(text);
    }

    /** Unknown names, and sections without an end, stay as they are. */
    Page update(Timeline timeline) {
        List<String> lines = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        int at = 0;
        while (at < before.lines().size()) {
            String line = before.lines().get(at);
            Optional<Marker> marker = Marker.parse(line);
            Optional<List<String>> section = marker.flatMap(known -> words.section(known.name(), timeline));
            int end = marker.isEmpty() ? -1 : end(at, marker.get().name());
            if (marker.isPresent() && section.isPresent() && end > at) {
                List<String> generated = Lines.trimmed(section.get());
                String name = marker.get().name();
                String base = marker.get().base();
                ThreeWay merged = ThreeWay.merge(
                        base == null ? List.of() : bases.find(base).orElse(List.of()),
                        before.lines().subList(at + 1, end),
                        generated);
                String indent = line.substring(0, line.indexOf('<'));
                lines.add(indent + new Marker(name, null, bases.keep(generated)).line());
                lines.addAll(merged.lines());
                leftOut.addAll(merged.leftOut());
                at = end;
            } else {
                lines.add(line);
                at++;
            }
        }
        return Page.of(path, before.text(lines), leftOut);
    }

    /** The line of the end; -1 when another section begins first, or there is none. */
    private int end(int from, String name) {
        for (int i = from + 1; i < before.lines().size(); i++) {
            String line = before.lines().get(i).strip();
            if (line.equals("<!-- /millrace:" + name + " -->")) {
                return i;
            }
            if (Marker.parse(line).isPresent()) {
                return -1;
            }
        }
        return -1;
    }
}
