package dev.millrace.forge.hook;

/** Whose face something wears. */
public enum Vendor {
    ADO,
    GITHUB,
    GITLAB
}
