package dev.millrace.forge.hook;

import dev.millrace.forge.store.Store;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Posts deliveries, also those that a crash left behind, and keeps book of the answers. */
public final class Courier implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int REMEMBERED = 100;

    private final Store store;
    private final Herald herald;
    private final Clock clock;
    private final Patience patience;
    private final ExecutorService posts = Executors.newVirtualThreadPerTaskExecutor();
    private @Nullable HttpClient http;

    public Courier(Store store, Herald herald, Clock clock, Patience patience) {
        this.store = store;
        this.herald = herald;
        this.clock = clock;
        this.patience = patience;
    }

    /** Takes up what waits and listens for more. */
    public void start() {
        herald.deliverBy(this::schedule);
        store.all(Delivery.KIND).stream()
                .filter(delivery -> delivery.state() == Delivery.State.PENDING)
                .forEach(this::schedule);
    }

    /** Posts something once more; its history starts anew. */
    public void again(Delivery delivery) {
        schedule(store.write(draft -> draft.put(Delivery.KIND, delivery.again(now()))));
    }

    @Override
    public synchronized void close() {
        posts.shutdownNow();
        if (http != null) {
            http.shutdownNow();
        }
    }

    /** Made when there is something to post, as it takes a good part of the start. */
    private synchronized HttpClient http() {
        HttpClient known = http;
        if (known == null) {
            known = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
            http = known;
        }
        return known;
    }

    private void schedule(Delivery delivery) {
        long wait = Math.max(0, Duration.between(now(), delivery.due()).toMillis());
        Executor later = CompletableFuture.delayedExecutor(wait, TimeUnit.MILLISECONDS, posts);
        later.execute(() -> post(delivery.number()));
    }

    private void post(long number) {
        Delivery delivery = store.find(Delivery.KIND, number)
                .filter(each -> each.state() == Delivery.State.PENDING)
                .orElse(null);
        if (delivery == null) {
            return;
        }
        Hook hook =
                store.find(Hook.KIND, delivery.hook()).filter(Hook::isServed).orElse(null);
        if (hook == null) {
            store.change(
                    draft -> draft.put(Delivery.KIND, delivery.dropped("The subscription is gone or disabled", now())));
            return;
        }
        int status = 0;
        String error = "";
        try {
            HttpResponse<Void> response = http().send(request(hook, delivery), HttpResponse.BodyHandlers.discarding());
            status = response.statusCode();
        } catch (IOException | IllegalArgumentException e) {
            error = String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        settle(hook, delivery, status, error);
    }

    private HttpRequest request(Hook hook, Delivery delivery) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(hook.url()))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(delivery.body()));
        herald.announcer(hook.vendor())
                .ifPresent(announcer -> announcer.headers(hook, delivery).forEach(request::setHeader));
        return request.build();
    }

    private void settle(Hook hook, Delivery delivery, int status, String error) {
        Answer answer = Answer.of(hook.vendor(), status);
        boolean retry = answer == Answer.TRY_AGAIN && delivery.attempts() < patience.retries();
        Delivery.State state = answer == Answer.TAKEN
                ? Delivery.State.DELIVERED
                : retry ? Delivery.State.PENDING : Delivery.State.FAILED;
        Instant due = retry ? now().plus(patience.before(delivery.attempts() + 1)) : delivery.due();
        Delivery settled = delivery.answered(state, status, error, due, now());
        store.change(draft -> {
            draft.put(Delivery.KIND, settled);
            if (!retry) {
                draft.find(Hook.KIND, hook.number())
                        .ifPresent(current -> draft.put(Hook.KIND, judged(current, answer)));
                outdated(hook).forEach(old -> draft.remove(Delivery.KIND, Long.toString(old.number())));
            }
        });
        if (retry) {
            schedule(settled);
        }
    }

    private Hook judged(Hook hook, Answer answer) {
        if (!hook.isServed() || hook.vendor() != Vendor.ADO) {
            return hook;
        }
        return switch (answer) {
            case TAKEN -> hook.withStatus(Hook.Status.ENABLED, 0, now());
            case GONE -> hook.withStatus(Hook.Status.DISABLED_BY_SYSTEM, hook.failures() + 1, now());
            case TRY_AGAIN, LASTING_FAILURE ->
                hook.withStatus(
                        hook.failures() + 1 >= patience.probation()
                                ? Hook.Status.DISABLED_BY_SYSTEM
                                : Hook.Status.ON_PROBATION,
                        hook.failures() + 1,
                        now());
        };
    }

    private List<Delivery> outdated(Hook hook) {
        return store.all(Delivery.KIND).stream()
                .filter(delivery -> delivery.hook() == hook.number() && delivery.state() != Delivery.State.PENDING)
                .sorted(Comparator.comparingLong(Delivery::number).reversed())
                .skip(REMEMBERED)
                .toList();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
