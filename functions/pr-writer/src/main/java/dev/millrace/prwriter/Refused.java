package dev.millrace.prwriter;

import dev.millrace.contracts.HostRefusal;

/** Carries a refusal up from where it is found; nobody but {@link Commands} catches it. */
public final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    public Refused(HostRefusal reason, String detail) {
        super(detail, null, false, false);
        this.refusal = new Refusal(reason, detail);
    }

    Refusal refusal() {
        return refusal;
    }
}
