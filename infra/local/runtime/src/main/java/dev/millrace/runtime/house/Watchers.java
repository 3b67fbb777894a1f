package dev.millrace.runtime.house;

import dev.millrace.runtime.broker.signal.BrokerListener;
import dev.millrace.runtime.postgres.ServerStateListener;
import dev.millrace.runtime.serving.ServingListener;

/** Who is told what happens in the house. */
public record Watchers(BrokerListener broker, ServingListener serving, ServerStateListener postgres) {

    public static Watchers none() {
        return new Watchers(signal -> {}, event -> {}, state -> {});
    }
}
