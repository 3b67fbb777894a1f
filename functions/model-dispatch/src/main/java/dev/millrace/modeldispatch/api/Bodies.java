package dev.millrace.modeldispatch.api;

import dev.millrace.modeldispatch.DispatchConfig;
import dev.millrace.modeldispatch.call.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Reads requests' bodies, each and all together within bounds. */
@Singleton
class Bodies {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final int largest;
    private final long most;
    private final AtomicLong held = new AtomicLong();

    Bodies(DispatchConfig settings) {
        this.largest = settings.largestBody();
        this.most = settings.heldBodies();
    }

    /** What came of reading. */
    sealed interface Body {

        /** It counts as held until {@link Bodies#release}. */
        record Read(Buffer bytes) implements Body {}

        record Refused(Refusal refusal) implements Body {}
    }

    Future<Body> read(HttpServerRequest request) {
        var reading = new Reading(request);
        request.exceptionHandler(reading::broken);
        request.handler(reading::part);
        request.endHandler(end -> reading.complete());
        request.resume();
        return reading.body.future();
    }

    void release(int bytes) {
        held.addAndGet(-bytes);
    }

    private final class Reading {
        private final Promise<Body> body = Promise.promise();
        private final Buffer bytes;
        private boolean over;

        Reading(HttpServerRequest request) {
            String length = request.getHeader("content-length");
            this.bytes = length != null && length.matches("\\d{1,7}")
                    ? Buffer.buffer(Math.min(Integer.parseInt(length), largest))
                    : Buffer.buffer();
        }

        void part(Buffer part) {
            if (over) {
                return;
            }
            if (bytes.length() + part.length() > largest) {
                refuse(Refusal.invalid(
                        413,
                        "request_too_large",
                        "A request has at most " + largest + " bytes. Send a shorter one.",
                        null));
            } else if (held.addAndGet(part.length()) > most) {
                held.addAndGet(-part.length());
                refuse(Refusal.passing(503, "overloaded", "Too many large requests at once. Try again.", SOON));
            } else {
                bytes.appendBuffer(part);
            }
        }

        void complete() {
            if (!over) {
                over = true;
                body.tryComplete(new Body.Read(bytes));
            }
        }

        void broken(Throwable failure) {
            if (!over) {
                refuse(Refusal.invalid(400, "broken_request", "The request broke off.", null));
            }
        }

        private void refuse(Refusal refusal) {
            over = true;
            release(bytes.length());
            body.tryComplete(new Body.Refused(refusal));
        }
    }
}
