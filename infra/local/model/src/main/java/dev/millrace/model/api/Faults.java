package dev.millrace.model.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is to go wrong next. Forgotten when the stand-in ends. Thread-safe. */
final class Faults {

    private final List<Fault> planned = new ArrayList<>();

    synchronized void plan(Fault fault) {
        planned.add(fault);
    }

    synchronized void clear() {
        planned.clear();
    }

    /** What goes wrong with a request; a fault is used up by the requests it hits. */
    synchronized Optional<Fault.Effect> strike(String path) {
        for (int i = 0; i < planned.size(); i++) {
            Fault fault = planned.get(i);
            if (fault.path().matcher(path).find()) {
                if (fault.left() > 1) {
                    planned.set(i, fault.used());
                } else {
                    planned.remove(i);
                }
                return Optional.of(fault.effect());
            }
        }
        return Optional.empty();
    }
}
