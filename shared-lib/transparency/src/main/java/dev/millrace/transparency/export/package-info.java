/**
 * A log as a file of JSON lines, and its verification far from any server. Line 1 is the header with the signed
 * checkpoint; each further line is one entry: its number, the exact bytes of its leaf, and, until it is erased, the
 * salted content whose digest the leaf commits to. {@link dev.millrace.transparency.export.Verifier} reads such a file
 * once, in constant memory, and says that it is intact or what is broken.
 */
@NullMarked
package dev.millrace.transparency.export;

import org.jspecify.annotations.NullMarked;
