package dev.millrace.runtime.cli;

import java.net.URI;

/** How a command reaches the platform that runs. */
public interface PlatformAccess {

    /** The public door, without a slash at the end. */
    URI gateway();

    String operatorToken();
}
