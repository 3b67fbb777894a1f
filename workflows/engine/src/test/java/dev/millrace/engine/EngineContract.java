package dev.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.engine.store.Store;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One engine on one store, for contracts that every store must keep. */
abstract class EngineContract {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private Stores stores;
    private Store store;
    private @Nullable Engine engine;

    abstract Stores stores();

    @BeforeEach
    void openStore() {
        stores = stores();
        store = stores.open();
    }

    @AfterEach
    void closeStore() {
        if (engine != null) {
            engine.close();
        }
        store.close();
        stores.close();
    }

    /** Starts the engine of this test. */
    EngineClient engine(UnaryOperator<Engine.Builder> description) {
        Engine started = description.apply(Engine.builder(store)).start();
        engine = started;
        return started.client();
    }

    /** Closes the engine and starts another on the same store. */
    EngineClient engineAgain(UnaryOperator<Engine.Builder> description) {
        Objects.requireNonNull(engine).close();
        return engine(description);
    }

    Store store() {
        return store;
    }

    static Instance end(EngineClient client, String id) {
        try {
            return client.awaitEnd(id, PATIENCE).orElseThrow();
        } catch (TimeoutException e) {
            throw new AssertionError("Instance " + id + " did not end: " + client.get(id, true), e);
        }
    }

    /** Why an instance failed. */
    static Failure failure(EngineClient client, String id) {
        Instance ended = end(client, id);
        assertThat(ended.status()).isEqualTo(Status.FAILED);
        return Objects.requireNonNull(ended.failure());
    }

    static Instance started(EngineClient client, String id) {
        try {
            return client.awaitStart(id, PATIENCE).orElseThrow();
        } catch (TimeoutException e) {
            throw new AssertionError("Instance " + id + " did not start: " + client.get(id, true), e);
        }
    }

    static void assertCompleted(Instance instance, String output) {
        assertThat(instance.failure()).isNull();
        assertThat(instance.status()).isEqualTo(Status.COMPLETED);
        assertThat(instance.output()).isEqualTo(output);
    }
}
