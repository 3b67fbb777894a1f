package dev.millrace.modeldispatch.admission.budget;

import java.util.ArrayList;
import java.util.List;

/** What is to be done once a lock is free again: it may come back to the same lock. */
final class Agenda {

    private final List<Runnable> items = new ArrayList<>(0);

    void add(Runnable item) {
        items.add(item);
    }

    void run() {
        items.forEach(Runnable::run);
    }
}
