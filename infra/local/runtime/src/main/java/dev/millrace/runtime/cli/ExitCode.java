package dev.millrace.runtime.cli;

/** What commands return, apart from 0. */
final class ExitCode {

    /** It was tried and did not succeed, or what was checked does not hold. */
    static final int FAILED = 1;

    /** The command line is wrong. */
    static final int USAGE = 2;

    /** The platform does not run. */
    static final int NOT_RUNNING = 3;

    /** A code host refuses the token, or a right is missing. */
    static final int REFUSED = 4;

    private ExitCode() {}
}
