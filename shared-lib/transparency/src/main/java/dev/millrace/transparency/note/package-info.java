/**
 * Checkpoints of a log as C2SP describes them: a text of origin, size and root hash (c2sp.org/tlog-checkpoint) in a
 * note signed with Ed25519 (c2sp.org/signed-note). Reading is strict: one spelling for one meaning, and a {@link
 * dev.millrace.transparency.note.MalformedNoteException} that names what is wrong. Whether a signature holds is a value.
 */
@NullMarked
package dev.millrace.transparency.note;

import org.jspecify.annotations.NullMarked;
