package dev.millrace.forge.hook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps subscriptions. */
public final class Hooks {

    private final Store store;
    private final Clock clock;

    public Hooks(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    public List<Hook> of(Vendor vendor) {
        return store.all(Hook.KIND).stream()
                .filter(hook -> hook.vendor() == vendor)
                .toList();
    }

    public Optional<Hook> find(Vendor vendor, String handle) {
        return of(vendor).stream()
                .filter(hook -> hook.guid().equalsIgnoreCase(handle)
                        || Long.toString(hook.number()).equals(handle))
                .findFirst();
    }

    /** @param project and {@code repo}: 0 for all */
    public Hook create(
            Vendor vendor,
            long project,
            long repo,
            List<String> events,
            String url,
            Map<String, String> access,
            JsonNode settings,
            Person by) {
        return store.write(draft -> draft.put(
                Hook.KIND,
                new Hook(
                        draft.next("hook"),
                        vendor,
                        project,
                        repo,
                        events,
                        url,
                        access,
                        settings,
                        Hook.Status.ENABLED,
                        0,
                        by.login(),
                        now(),
                        now())));
    }

    public Hook change(Hook hook) {
        return store.write(draft -> draft.put(Hook.KIND, hook));
    }

    public void delete(Hook hook) {
        store.change(draft -> draft.remove(Hook.KIND, Long.toString(hook.number())));
    }

    /** What was posted to a subscriber, newest first. */
    public List<Delivery> deliveries(Hook hook) {
        return store.all(Delivery.KIND).stream()
                .filter(delivery -> delivery.hook() == hook.number())
                .toList()
                .reversed();
    }

    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
