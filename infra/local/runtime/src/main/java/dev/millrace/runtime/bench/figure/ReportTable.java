package dev.millrace.runtime.bench.figure;

import java.io.PrintWriter;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A report as one table. Where a line does not fit, the name of its figure gets a line of its own.
 *
 * @param width columns of the terminal
 */
public record ReportTable(int width) {

    private static final String GAP = "  ";
    private static final String INDENT = "  ";
    private static final int NARROWEST_NAME = 24;
    private static final Row HEAD = new Row("WHAT", List.of("MEDIAN", "MIN .. MAX", "N", "WANTED", "HOLDS"));

    private record Row(String name, List<String> cells) {}

    /** Prints machine and table. */
    public void print(Report report, PrintWriter out) {
        out.println(report.machine());
        out.println();
        List<Row> rows = report.sections().stream()
                .flatMap(section -> section.figures().stream())
                .map(ReportTable::row)
                .toList();
        int[] widths = widths(rows);
        int name = nameWidth(rows, widths);
        print(HEAD, name, widths, out);
        for (Section section : report.sections()) {
            out.printf("%s (load before %s, took %d s)%n", section.subject(), section.load(), section.seconds());
            section.figures().forEach(figure -> print(row(figure), name, widths, out));
            if (section.failure() != null) {
                out.println(INDENT + "not measured: " + section.failure());
            }
        }
        out.flush();
    }

    private static Row row(Figure figure) {
        Unit unit = figure.unit();
        Percentiles spread = figure.spread();
        Bound wanted = figure.wanted();
        return new Row(
                INDENT + figure.name(),
                List.of(
                        unit.text(spread.p50()),
                        spread.count() == 1 ? "-" : unit.text(spread.min()) + " .. " + unit.text(spread.max()),
                        Integer.toString(spread.count()),
                        wanted == null ? "-" : wanted.text(unit),
                        switch (figure.verdict()) {
                            case HOLDS -> "yes";
                            case DOES_NOT_HOLD -> "NO";
                            case NOTHING_PROMISED -> "-";
                        }));
    }

    private static int[] widths(List<Row> rows) {
        return IntStream.range(0, HEAD.cells().size())
                .map(column -> Math.max(
                        HEAD.cells().get(column).length(),
                        rows.stream()
                                .mapToInt(row -> row.cells().get(column).length())
                                .max()
                                .orElse(0)))
                .toArray();
    }

    private int nameWidth(List<Row> rows, int[] widths) {
        int cells = IntStream.of(widths).map(each -> each + GAP.length()).sum();
        int longest = rows.stream().mapToInt(row -> row.name().length()).max().orElse(NARROWEST_NAME);
        return Math.min(longest, Math.max(NARROWEST_NAME, width - cells));
    }

    private static void print(Row row, int name, int[] widths, PrintWriter out) {
        var line = new StringBuilder();
        if (row.name().length() > name) {
            out.println(row.name());
            line.append(" ".repeat(name));
        } else {
            line.append(row.name()).repeat(" ", name - row.name().length());
        }
        for (int i = 0; i < widths.length; i++) {
            String cell = row.cells().get(i);
            line.append(GAP);
            boolean number = i < 3;
            int gap = widths[i] - cell.length();
            line.repeat(" ", number ? gap : 0).append(cell).repeat(" ", number ? 0 : gap);
        }
        out.println(line.toString().stripTrailing());
    }
}
