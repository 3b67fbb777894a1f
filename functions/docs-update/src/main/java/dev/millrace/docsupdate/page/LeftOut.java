package dev.millrace.docsupdate.page;

import java.util.List;
import java.util.stream.Stream;

/** The list in the pull request's description of generated lines that gave way to people's. */
public final class LeftOut {

    private static final String HEADING = "### Left out in favour of your edits";
    private static final String ITEM = "- `";
    private static final int MOST = 50;

    private LeftOut() {}

    /** What a description has listed so far and what is to be listed now, each line once. */
    public static List<String> and(String description, List<String> now) {
        Stream<String> earlier = description
                .lines()
                .dropWhile(line -> !line.strip().equals(HEADING))
                .filter(line -> line.startsWith(ITEM) && line.strip().endsWith("`"))
                .map(line -> line.strip().substring(ITEM.length(), line.strip().length() - 1));
        return Stream.concat(earlier, now.stream())
                .filter(line -> !line.isBlank())
                .distinct()
                .limit(MOST)
                .toList();
    }
}
