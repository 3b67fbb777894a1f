/** What holds for every code host, shown over HTTP against the forge. */
@NullMarked
package dev.millrace.codehosts.contract;

import org.jspecify.annotations.NullMarked;
