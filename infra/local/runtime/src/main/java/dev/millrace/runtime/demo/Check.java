package dev.millrace.runtime.demo;

/**
 * Something that must be so in the end.
 *
 * @param detail what was found
 */
record Check(String what, boolean holds, String detail) {

    String line() {
        return (holds ? "  ✓ " : "  ✗ ") + what + (detail.isEmpty() ? "" : ": " + detail);
    }
}
