/**
 * A log whose truncation or edit shows: the values that its parts share. {@code tree} grows the Merkle tree of RFC 6962,
 * {@code proof} proves inclusion and consistency, {@code note} signs and reads checkpoints as C2SP describes them, and
 * {@code export} writes a log to a file and verifies that file offline. Pure computation on the JDK's own cryptography;
 * only {@code export} touches streams.
 */
@NullMarked
package dev.millrace.transparency;

import org.jspecify.annotations.NullMarked;
