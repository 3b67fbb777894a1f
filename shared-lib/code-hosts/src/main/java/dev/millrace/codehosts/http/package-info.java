/** Requests to a code host: time limits, retries with backoff, rate limits, pages, and its errors as ours. */
@NullMarked
package dev.millrace.codehosts.http;

import org.jspecify.annotations.NullMarked;
