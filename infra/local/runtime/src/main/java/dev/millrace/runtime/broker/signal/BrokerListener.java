package dev.millrace.runtime.broker.signal;

/** Watches the broker. Called on the broker's event loop: must return at once and must not throw. */
@FunctionalInterface
public interface BrokerListener {

    void on(BrokerSignal signal);
}
