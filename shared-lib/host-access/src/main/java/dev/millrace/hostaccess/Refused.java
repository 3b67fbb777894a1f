package dev.millrace.hostaccess;

import dev.millrace.contracts.HostRefusal;

/** Carries a refusal up from where it is found; only a room's function catches it. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    public Refused(HostRefusal reason, String detail) {
        super(detail, null, false, false);
        this.refusal = new Refusal(reason, detail);
    }

    public Refusal refusal() {
        return refusal;
    }
}
