package dev.millrace.costwrite.ledger;

/** What became of a draft. */
public sealed interface Booked {

    /** It is an entry of the ledger, since now or from an earlier delivery. */
    record Entry(boolean fresh) implements Booked {}

    /** Another event with this key is an entry. */
    record OtherContent() implements Booked {}

    /** With it a sum would leave what the ledger can hold. */
    record OutOfRange() implements Booked {}

    /** It may be booked later. */
    record NotNow(Throwable failure) implements Booked {}
}
