/**
 * Proofs that a leaf is in a tree and that a larger tree continues a smaller one. Building them follows RFC 6962
 * §2.1.1 and §2.1.2, verifying them RFC 9162 §2.1.3.2 and §2.1.4.2. A proof may come from anyone, so verifying never
 * throws: whatever is wrong with it is a {@link dev.millrace.transparency.proof.Verdict.Refuted} with a reason.
 */
@NullMarked
package dev.millrace.transparency.proof;

import org.jspecify.annotations.NullMarked;
