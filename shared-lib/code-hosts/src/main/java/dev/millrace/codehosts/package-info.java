/**
 * Tickets, repositories, pull requests and builds of a code host, whichever it is. {@link
 * dev.millrace.codehosts.CodeHosts} opens the adapter of a binding. Everything here blocks, is thread-safe, keeps a time
 * limit, and answers with a value or throws a {@link dev.millrace.codehosts.HostException}. Branches are named without
 * {@code refs/heads/}; commits by their full hexadecimal id; paths are relative to the root of the repository.
 */
@NullMarked
package dev.millrace.codehosts;

import org.jspecify.annotations.NullMarked;
