package dev.millrace.codehosts.github;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;

/** Independent requests at the same time, a few of them only: GitHub takes many for an abuse. */
final class Parallel {

    private static final int WIDTH = 4;
    private static final Executor THREADS =
            task -> Thread.ofVirtual().name("github").start(task);

    private Parallel() {}

    /** Starts to find out something, which is waited for when it is asked for. */
    static <T> Supplier<T> start(Supplier<T> work) {
        CompletableFuture<T> result = CompletableFuture.supplyAsync(work, THREADS);
        return () -> join(result);
    }

    /** The results in the order of the items. The first failure is thrown once all work has ended. */
    static <T, R> List<R> map(List<T> items, Function<T, R> work) {
        var places = new Semaphore(WIDTH);
        List<CompletableFuture<R>> results = items.stream()
                .map(item -> CompletableFuture.supplyAsync(() -> within(places, () -> work.apply(item)), THREADS))
                .toList();
        CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .exceptionally(failure -> null)
                .join();
        return results.stream().map(Parallel::join).toList();
    }

    private static <R> R within(Semaphore places, Supplier<R> work) {
        places.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    private static <T> T join(CompletableFuture<T> result) {
        try {
            return result.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw e;
        }
    }
}
