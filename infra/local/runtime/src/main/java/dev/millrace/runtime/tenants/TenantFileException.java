package dev.millrace.runtime.tenants;

/** The registry cannot be read or changed as asked. The message says why and what to do. */
public final class TenantFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TenantFileException(String message) {
        super(message);
    }
}
