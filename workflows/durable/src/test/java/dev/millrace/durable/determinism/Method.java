package dev.millrace.durable.determinism;

/**
 * A method in bytecode.
 *
 * @param owner internal name of its class, such as {@code java/time/Instant}
 */
record Method(String owner, String name, String descriptor) {

    /** Constructors and static initializers are never overridden. */
    boolean isInitializer() {
        return name.startsWith("<");
    }

    String shown() {
        return owner.substring(owner.lastIndexOf('/') + 1).replace('$', '.') + "." + name;
    }
}
