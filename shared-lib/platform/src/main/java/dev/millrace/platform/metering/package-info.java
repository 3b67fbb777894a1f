/** Measures the compute time that each instance spends for whom, cold starts and idle tails included. */
@NullMarked
package dev.millrace.platform.metering;

import org.jspecify.annotations.NullMarked;
