package dev.millrace.forge.hook;

/** What a subscriber's answer means to the vendor that posts. */
enum Answer {
    TAKEN,
    TRY_AGAIN,
    LASTING_FAILURE,
    GONE;

    /**
     * Azure DevOps: 410 disables at once; 408, 502, 503, 504 and no answer are tried again; everything else is a lasting
     * failure. GitHub and GitLab post once.
     *
     * @param status 0 for no answer
     */
    static Answer of(Vendor vendor, int status) {
        if (status >= 200 && status < 300) {
            return TAKEN;
        }
        if (vendor != Vendor.ADO) {
            return LASTING_FAILURE;
        }
        return switch (status) {
            case 410 -> GONE;
            case 0, 408, 502, 503, 504 -> TRY_AGAIN;
            default -> LASTING_FAILURE;
        };
    }
}
