package dev.millrace.runtime.broker.topology;

import dev.millrace.runtime.broker.event.Event;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/** One Broker with all of its Triggers; their names are unique. */
public record Topology(String namespace, String broker, List<Trigger> triggers) {

    public Topology {
        triggers = List.copyOf(triggers);
        var names = new HashSet<String>();
        for (Trigger trigger : triggers) {
            if (!names.add(trigger.name())) {
                throw new IllegalArgumentException("two Triggers are named " + trigger.name());
            }
        }
    }

    /**
     * Reads the manifests.
     *
     * @param broker file of the Broker
     * @param triggers folder with one file for each Trigger
     * @throws dev.millrace.runtime.manifest.ManifestException naming the file and the field that cannot be honoured
     */
    public static Topology read(Path broker, Path triggers) {
        return new TopologyReader(broker).read(triggers);
    }

    /** Path of the ingress. */
    public String path() {
        return "/" + namespace + "/" + broker;
    }

    /** Names of the Triggers that want an event. */
    public List<String> matching(Event event) {
        return triggers.stream()
                .filter(trigger -> trigger.filter().matches(event))
                .map(Trigger::name)
                .toList();
    }
}
