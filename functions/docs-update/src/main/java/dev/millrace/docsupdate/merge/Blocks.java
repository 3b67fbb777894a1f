package dev.millrace.docsupdate.merge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Lines under headings of one level, merged heading by heading: so a list that people write and one that is generated
 * become one.
 */
public record Blocks(List<Block> blocks) {

    public Blocks {
        blocks = List.copyOf(blocks);
    }

    /**
     * @param heading the whole line; empty text for what stands before the first one
     * @param lines without blank ones at either end
     */
    public record Block(String heading, List<String> lines) {

        public Block {
            lines = List.copyOf(lines);
        }

        String name() {
            return heading.strip().toLowerCase(Locale.ROOT);
        }
    }

    /** @param leftOut generated lines that gave way to people's */
    public record Merged(Blocks blocks, List<String> leftOut) {

        public Merged {
            leftOut = List.copyOf(leftOut);
        }
    }

    /** @param mark how a heading starts, such as {@code "### "} */
    public static Blocks parse(List<String> lines, String mark) {
        List<Block> blocks = new ArrayList<>();
        String heading = "";
        List<String> under = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(mark)) {
                blocks.add(new Block(heading, Lines.trimmed(under)));
                heading = line;
                under = new ArrayList<>();
            } else {
                under.add(line);
            }
        }
        blocks.add(new Block(heading, Lines.trimmed(under)));
        return new Blocks(blocks.stream()
                .filter(block -> !block.heading().isEmpty() || !block.lines().isEmpty())
                .toList());
    }

    public boolean isEmpty() {
        return blocks.isEmpty();
    }

    /** The text, each block set off by blank lines. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Block block : blocks) {
            if (!block.heading().isEmpty()) {
                lines.add(block.heading());
                lines.add("");
            }
            lines.addAll(block.lines());
            lines.add("");
        }
        return Lines.trimmed(lines);
    }

    /**
     * Merges what was generated before and is now into these blocks, which are people's.
     *
     * @param order headings in the order in which new ones take their places
     */
    public Merged merge(Blocks before, Blocks generated, List<String> order) {
        List<Block> merged = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (Block theirs : blocks) {
            boolean first = !seen.contains(theirs.name());
            seen.add(theirs.name());
            boolean ours = first && before.find(theirs).isPresent();
            ThreeWay lines = first
                    ? ThreeWay.merge(before.linesOf(theirs), theirs.lines(), generated.linesOf(theirs))
                    : new ThreeWay(theirs.lines(), List.of());
            leftOut.addAll(lines.leftOut());
            if (!ours || !lines.lines().isEmpty()) {
                merged.add(new Block(theirs.heading(), Lines.trimmed(lines.lines())));
            }
        }
        for (Block fresh : generated.blocks) {
            if (!seen.contains(fresh.name())) {
                ThreeWay lines = ThreeWay.merge(before.linesOf(fresh), List.of(), fresh.lines());
                if (lines.lines().stream().anyMatch(line -> !line.isBlank())) {
                    merged.add(place(merged, fresh, order), new Block(fresh.heading(), Lines.trimmed(lines.lines())));
                }
            }
        }
        return new Merged(new Blocks(merged), leftOut);
    }

    private static int place(List<Block> merged, Block fresh, List<String> order) {
        int rank = rank(fresh, order);
        for (int i = 0; i < merged.size(); i++) {
            if (rank(merged.get(i), order) > rank) {
                return i;
            }
        }
        return merged.size();
    }

    /** Headings of people's own stay where they are. */
    private static int rank(Block block, List<String> order) {
        for (int i = 0; i < order.size(); i++) {
            if (order.get(i).strip().toLowerCase(Locale.ROOT).equals(block.name())) {
                return i;
            }
        }
        return -1;
    }

    private Optional<Block> find(Block like) {
        return blocks.stream().filter(block -> block.name().equals(like.name())).findFirst();
    }

    private List<String> linesOf(Block like) {
        return find(like).map(Block::lines).orElse(List.of());
    }
}
