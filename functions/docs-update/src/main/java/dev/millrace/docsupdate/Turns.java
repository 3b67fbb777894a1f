package dev.millrace.docsupdate;

import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One at a time for each repository, so that merges which come together do not push past one another. Right without it,
 * as the host refuses what was made for another commit; with it, nothing is done twice.
 */
@Singleton
class Turns {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<Object, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** @throws ProblemException 409 when it takes too long until it is one's turn */
    <T> T inTurn(Object of, Supplier<T> work) {
        ReentrantLock lock = locks.computeIfAbsent(of, key -> new ReentrantLock(true));
        try {
            if (!lock.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    static ProblemException busy() {
        return new ProblemException(
                Problem.busy("Other merges of this repository are being documented. Come again for the answer."));
    }
}
