package dev.millrace.runtime.manifest;

/** A manifest that the local runtime cannot honour. The message names the file and the field. */
public final class ManifestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ManifestException(String message) {
        super(message);
    }
}
