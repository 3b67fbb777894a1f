package dev.millrace.modeldispatch.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that ask one address, each one question after the other. */
final class Load {

    private final HttpClient http;
    private final RequestOptions request;
    private final Buffer body;

    Load(Vertx vertx, URI address, Map<String, String> headers, Buffer body) {
        this.http = vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(64));
        this.request = new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(address.toString());
        headers.forEach(request::putHeader);
        request.putHeader("content-type", "application/json");
        this.body = body;
    }

    /**
     * What a run was like.
     *
     * @param micros of each answer, or of the first part of each streamed one, sorted
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Run(long[] micros, long failed, Duration took) {

        double p(double share) {
            return micros.length == 0
                    ? Double.NaN
                    : micros[(int) Math.min(micros.length - 1L, (long) (micros.length * share))] / 1e3;
        }

        double perSecond() {
            return micros.length / (took.toNanos() / 1e9);
        }
    }

    Run run(int clients, Duration duration) throws InterruptedException {
        return run(clients, System.nanoTime() + duration.toNanos(), Long.MAX_VALUE);
    }

    /** Until so many questions were answered. */
    Run run(int clients, long questions) throws InterruptedException {
        return run(clients, Long.MAX_VALUE, questions);
    }

    private Run run(int clients, long end, long questions) throws InterruptedException {
        var left = new AtomicLong(questions);
        var failed = new AtomicLong();
        var done = new CountDownLatch(clients);
        long start = System.nanoTime();
        Client[] all = new Client[clients];
        for (int i = 0; i < clients; i++) {
            all[i] = new Client(end, left, failed, done);
            all[i].next();
        }
        done.await();
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        long[] micros = Arrays.stream(all)
                .flatMapToLong(client -> Arrays.stream(client.micros, 0, client.count))
                .sorted()
                .toArray();
        return new Run(micros, failed.get(), took);
    }

    private final class Client {
        private final long end;
        private final AtomicLong left;
        private final AtomicLong failed;
        private final CountDownLatch done;
        private long[] micros = new long[1 << 12];
        private int count;

        Client(long end, AtomicLong left, AtomicLong failed, CountDownLatch done) {
            this.end = end;
            this.left = left;
            this.failed = failed;
            this.done = done;
        }

        void next() {
            long start = System.nanoTime();
            if (start >= end || left.getAndDecrement() <= 0) {
                done.countDown();
                return;
            }
            http.request(request)
                    .compose(ready -> ready.send(body).compose(response -> read(response, start)))
                    .onComplete(read -> {
                        if (read.failed()) {
                            failed.incrementAndGet();
                        }
                        next();
                    });
        }

        private Future<Void> read(HttpClientResponse response, long start) {
            boolean streamed =
                    String.valueOf(response.getHeader("content-type")).startsWith("text/event-stream");
            boolean[] first = {true};
            response.handler(part -> {
                if (streamed && first[0]) {
                    first[0] = false;
                    add(start);
                }
            });
            return response.end().onSuccess(ended -> {
                if (response.statusCode() != 200) {
                    failed.incrementAndGet();
                } else if (!streamed) {
                    add(start);
                }
            });
        }

        private void add(long start) {
            if (count == micros.length) {
                micros = Arrays.copyOf(micros, count * 2);
            }
            micros[count++] = (System.nanoTime() - start) / 1000;
        }
    }
}
