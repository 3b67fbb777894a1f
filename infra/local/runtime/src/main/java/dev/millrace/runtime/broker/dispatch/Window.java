package dev.millrace.runtime.broker.dispatch;

import dev.millrace.runtime.broker.store.Parcel;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a lane's queue that is in memory. Fresh events come straight from their commit while there is room; once
 * one had to be left in the table, all later ones are paged in behind it. Not thread-safe.
 */
final class Window {

    private final int maxParcels;
    private final long maxBytes;
    private final ArrayDeque<Parcel> ready = new ArrayDeque<>();
    private long bytes;
    /** Every fresh delivery up to this sequence has been in the window. */
    private long cursor;
    /** The newest fresh delivery that was left in the table. */
    private long skipped;

    Window(int maxParcels, long maxBytes) {
        this.maxParcels = maxParcels;
        this.maxBytes = maxBytes;
    }

    /** A fresh delivery, just committed. */
    void offer(Parcel parcel) {
        if (parcel.sequence() <= cursor) {
            return;
        }
        if (isBehind() || ready.size() >= maxParcels || bytes >= maxBytes) {
            skipped = Math.max(skipped, parcel.sequence());
        } else {
            cursor = parcel.sequence();
            add(parcel);
        }
    }

    /** Fresh deliveries up to this sequence may lie in the table without having been offered. */
    void missed(long sequence) {
        skipped = Math.max(skipped, sequence);
    }

    boolean isBehind() {
        return skipped > cursor;
    }

    long cursor() {
        return cursor;
    }

    long skipped() {
        return skipped;
    }

    /** How many more to read, 0 while more than half of the window is taken. */
    int room() {
        return ready.size() > maxParcels / 2 || bytes > maxBytes / 2 ? 0 : maxParcels - ready.size();
    }

    /**
     * Fresh deliveries from the table.
     *
     * @param complete whether the page ended because there were no more
     * @param skippedBefore {@link #skipped()} when the page was asked for
     */
    void page(List<Parcel> parcels, boolean complete, long skippedBefore) {
        for (Parcel parcel : parcels) {
            cursor = Math.max(cursor, parcel.sequence());
            add(parcel);
        }
        if (complete) {
            cursor = Math.max(cursor, skippedBefore);
        }
    }

    void add(Parcel parcel) {
        ready.add(parcel);
        bytes += parcel.stored().event().data().length();
    }

    @Nullable
    Parcel poll() {
        Parcel parcel = ready.poll();
        if (parcel != null) {
            bytes -= parcel.stored().event().data().length();
        }
        return parcel;
    }
}
