package dev.millrace.runtime.demo.verdict;

/**
 * Something that must be so in the end.
 *
 * @param detail what was found
 */
public record Check(String what, boolean holds, String detail) {

    public String line() {
        return (holds ? "  ✓ " : "  ✗ ") + what + (detail.isEmpty() ? "" : ": " + detail);
    }
}
