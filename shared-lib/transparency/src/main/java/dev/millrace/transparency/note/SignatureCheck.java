package dev.millrace.transparency.note;

import java.util.List;

/** What a note's signatures are worth to somebody who trusts certain keys. */
public sealed interface SignatureCheck {

    /** At least one trusted key signed, and no signature in a trusted key's name is wrong. */
    record Valid(List<VerifierKey> signers) implements SignatureCheck {
        public Valid {
            signers = List.copyOf(signers);
        }
    }

    /** A signature in the name of a trusted key is not that key's signature of this text. */
    record Forged(VerifierKey claimed) implements SignatureCheck {}

    /** No trusted key signed. */
    record UnknownSigners(List<String> names) implements SignatureCheck {
        public UnknownSigners {
            names = List.copyOf(names);
        }
    }
}
