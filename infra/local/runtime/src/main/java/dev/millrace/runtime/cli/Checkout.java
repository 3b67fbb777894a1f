package dev.millrace.runtime.cli;

import java.nio.file.Path;

/**
 * The working copy whose manifests and artifacts are run.
 *
 * @param root its top folder
 */
public record Checkout(Path root) {

    /** The working copy that the launcher names, else the folder we are in. */
    static Checkout current() {
        String root = System.getenv("MILLRACE_ROOT");
        return new Checkout(Path.of(root == null ? "" : root).toAbsolutePath().normalize());
    }

    Path defaultData() {
        return root.resolve(".millrace/data");
    }

    Path defaultTenants() {
        return root.resolve("infra/knative/tenants");
    }
}
