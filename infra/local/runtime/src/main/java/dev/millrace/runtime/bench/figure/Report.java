package dev.millrace.runtime.bench.figure;

import java.util.List;

/** All that one run measured. */
public record Report(Machine machine, List<Section> sections) {

    public Report {
        sections = List.copyOf(sections);
    }

    /** Whether each subject could be measured, whatever came out. */
    public boolean isComplete() {
        return sections.stream().allMatch(section -> section.failure() == null);
    }
}
