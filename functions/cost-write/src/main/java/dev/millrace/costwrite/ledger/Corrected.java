package dev.millrace.costwrite.ledger;

/** What became of a correction. */
public sealed interface Corrected {

    /** The ledger has it, since now or from an earlier delivery. */
    record Done() implements Corrected {}

    /** @param reason a sentence for operators */
    record Impossible(String reason) implements Corrected {}
}
