package dev.millrace.codehosts.ado;

import dev.millrace.codehosts.HostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Requests that do not depend on each other, some at a time. */
final class Abreast {

    private static final int AT_A_TIME = 8;

    private Abreast() {}

    /**
     * The results in the order of the inputs.
     *
     * @throws HostException of the first input that failed
     */
    static <A, B> List<B> map(List<A> inputs, Function<A, B> request) {
        if (inputs.size() < 2) {
            return inputs.stream().map(request).toList();
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(
                Math.min(AT_A_TIME, inputs.size()), Thread.ofVirtual().factory())) {
            List<Future<B>> running = inputs.stream()
                    .map(input -> threads.submit(() -> request.apply(input)))
                    .toList();
            List<B> results = new ArrayList<>(running.size());
            try {
                for (Future<B> one : running) {
                    results.add(one.get());
                }
                return results;
            } finally {
                running.forEach(one -> one.cancel(true));
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof HostException known
                    ? known
                    : new HostException.Unavailable("A request could not be made", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostException.Unavailable("Requests were broken off", e);
        }
    }
}
