package dev.millrace.runtime.broker.store;

/** One event on its way to one Trigger. */
public record Parcel(StoredEvent stored, String trigger, Progress progress) {

    public long sequence() {
        return stored.sequence();
    }
}
