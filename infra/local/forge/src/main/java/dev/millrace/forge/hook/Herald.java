package dev.millrace.forge.hook;

import dev.millrace.forge.store.Draft;
import dev.millrace.forge.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Turns happenings into deliveries, in the transaction of the change itself: a crash loses neither or both. Then wakes
 * whoever posts them and whoever else listens.
 */
public final class Herald {

    private final Store store;
    private final Clock clock;
    private final Map<Vendor, Announcer> announcers = new ConcurrentHashMap<>();
    private final List<Consumer<Happening>> listeners = new CopyOnWriteArrayList<>();
    private volatile Consumer<Delivery> courier = delivery -> {};

    public Herald(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Names who speaks for a vendor. */
    public void register(Vendor vendor, Announcer announcer) {
        announcers.put(vendor, announcer);
    }

    /** Names who is told of every happening once it is durable. */
    public void listen(Consumer<Happening> listener) {
        listeners.add(listener);
    }

    void deliverBy(Consumer<Delivery> next) {
        courier = next;
    }

    Optional<Announcer> announcer(Vendor vendor) {
        return Optional.ofNullable(announcers.get(vendor));
    }

    public void announce(Draft draft, Happening happening) {
        for (Hook hook : store.all(Hook.KIND)) {
            if (hook.isServed()) {
                announcer(hook.vendor()).ifPresent(announcer -> post(draft, announcer, hook, happening));
            }
        }
        draft.afterwards(() -> listeners.forEach(listener -> listener.accept(happening)));
    }

    private void post(Draft draft, Announcer announcer, Hook hook, Happening happening) {
        long upcoming = draft.next("delivery");
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        for (Notice notice : announcer.notices(hook, happening, upcoming)) {
            var delivery = draft.put(
                    Delivery.KIND,
                    new Delivery(
                            upcoming,
                            hook.number(),
                            notice.event(),
                            notice.body().toString(),
                            Delivery.State.PENDING,
                            0,
                            now,
                            0,
                            "",
                            now,
                            now));
            draft.afterwards(() -> courier.accept(delivery));
            upcoming = draft.next("delivery");
        }
    }
}
