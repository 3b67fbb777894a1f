package dev.millrace.host.engine;

import dev.millrace.durable.functions.Signal;
import dev.millrace.durable.functions.Signals;
import dev.millrace.engine.EngineClient;
import java.util.function.Supplier;

/** What one instance tells another. */
final class EngineSignals implements Signals {

    /** The engine does not run yet when its activities are made. */
    private final Supplier<EngineClient> client;

    EngineSignals(Supplier<EngineClient> client) {
        this.client = client;
    }

    @Override
    public void raise(Signal signal) {
        client.get().raise(signal.instance(), signal.event(), signal.data().toString());
    }
}
