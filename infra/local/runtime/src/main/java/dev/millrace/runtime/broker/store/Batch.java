package dev.millrace.runtime.broker.store;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** What one transaction stores. */
record Batch(List<Entry.Intake> intakes, List<Settlement> settlements) {

    static Batch of(List<Entry> entries) {
        var intakes = new ArrayList<Entry.Intake>(entries.size());
        var settlements = new ArrayList<Settlement>(entries.size());
        for (Entry entry : entries) {
            switch (entry) {
                case Entry.Intake intake -> intakes.add(intake);
                case Entry.Outcome outcome -> settlements.add(outcome.settlement());
                case Entry.Wake ignored -> {}
            }
        }
        return new Batch(intakes, settlements);
    }

    /** The settlements with these indexes. */
    List<Settlement> settled(BitSet indexes) {
        return indexes.stream().mapToObj(settlements::get).toList();
    }

    /** The other settlements. */
    List<Settlement> notIn(BitSet indexes) {
        return IntStream.range(0, settlements.size())
                .filter(i -> !indexes.get(i))
                .mapToObj(settlements::get)
                .toList();
    }

    boolean isEmpty() {
        return intakes.isEmpty() && settlements.isEmpty();
    }
}
