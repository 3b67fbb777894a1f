package dev.millrace.runtime.chaos;

import dev.millrace.runtime.bench.SpawnedHouse;
import dev.millrace.runtime.journey.SpawnedForge;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Ends processes of a house with SIGKILL, and counts them. For one thread; the count is for any. */
final class Wrecker {

    private final SpawnedHouse house;
    private final AtomicInteger kills = new AtomicInteger();

    Wrecker(SpawnedHouse house) {
        this.house = house;
    }

    int kills() {
        return kills.get();
    }

    /** Every function, the workflows' host among them. */
    void functions() {
        kill(Victims.functions(house.data()));
    }

    /** The instances of one function; none when it is at zero. */
    void function(String name) {
        kill(Victims.function(house.data(), name));
    }

    void postgres() throws IOException {
        kills.incrementAndGet();
        Victims.postmaster(house.data()).ifPresent(ProcessHandle::destroyForcibly);
    }

    /** The runtime with broker, serving and gateway; it is started again at once. */
    void runtime() throws IOException, InterruptedException {
        house.kill();
        kills.incrementAndGet();
        house.restart();
    }

    void forge(SpawnedForge forge) throws IOException, InterruptedException {
        kills.incrementAndGet();
        forge.kill();
        forge.restart();
    }

    private void kill(List<ProcessHandle> processes) {
        for (ProcessHandle process : processes) {
            kills.incrementAndGet();
            process.destroyForcibly();
        }
    }
}
