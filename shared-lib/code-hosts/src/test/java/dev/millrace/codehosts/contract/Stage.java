package dev.millrace.codehosts.contract;

import dev.millrace.codehosts.CodeHost;

/** Where a contract's tests get what they work on. */
interface Stage {

    /** A fresh project in the forge. */
    Scene scene();

    /** The adapter with other credentials. */
    CodeHost host(String token);
}
