package dev.millrace.runtime.chaos;

import java.util.List;

/** The command line, as somebody who looks for what is lost uses it. */
@FunctionalInterface
public interface Commands {

    /**
     * What a command said.
     *
     * @param code its exit code
     * @param words everything that it wrote
     */
    record Said(int code, String words) {

        boolean yes() {
            return code == 0;
        }
    }

    Said run(List<String> arguments);
}
