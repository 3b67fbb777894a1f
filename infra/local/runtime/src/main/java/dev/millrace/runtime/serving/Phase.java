package dev.millrace.runtime.serving;

/** Where an instance is in its life. */
public enum Phase {
    /** Its process starts; requests wait. */
    STARTING,
    /** It takes requests. */
    READY,
    /** It finishes its requests and takes no new ones; when demand comes back, so does it. */
    DRAINING,
    /** It was told to end. */
    STOPPING
}
