package dev.millrace.runtime.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.millrace.runtime.serving.NoSeat;
import dev.millrace.runtime.serving.Seat;
import io.vertx.core.Promise;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the door makes of the seat that a request gets, gets too late, or does not get. */
@SuppressWarnings("NullAway.Init") // each test begins with a door
class SeatingTest extends GatewayFixture {

    private static final String REQUEST = "GET /%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger givenBack = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final Promise<Seat> seat = Promise.promise();
    private volatile @Nullable Promise<Seat> second;

    private Gateway door;
    private int doorPort;

    @BeforeEach
    void openDoor() throws Exception {
        door = gateway((service, patience) -> {
            Promise<Seat> other = second;
            return asked.incrementAndGet() == 1 || other == null ? seat.future() : other.future();
        });
        doorPort = port(door);
    }

    @AfterEach
    void closeDoor() {
        door.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 503, 504})
    void passesOnWhyThereIsNoSeat(int status) throws Exception {
        // Given
        seat.fail(new NoSeat(status, "internals"));

        // When
        String answer = raw(doorPort, REQUEST.formatted("hooks"));

        // Then
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status)
                .contains("application/problem+json", "function-unavailable")
                .doesNotContain("internals");
        assertThat(answer.toLowerCase(Locale.ROOT).contains("retry-after: 1")).isEqualTo(status == 503);
    }

    @Test
    void answers503WhenServingFails() throws Exception {
        // Given
        seat.fail(new IllegalStateException("internals"));

        // When
        String answer = raw(doorPort, REQUEST.formatted("hooks"));

        // Then
        assertThat(answer).startsWith("HTTP/1.1 503").doesNotContain("internals");
    }

    @Test
    void givesBackASeatThatComesTooLate() throws Exception {
        // Given
        String answer = raw(doorPort, REQUEST.formatted("quick"));

        // When
        seat.complete(at(SocketAddress.inetSocketAddress(1, "127.0.0.1")));

        // Then
        assertThat(answer).startsWith("HTTP/1.1 504");
        await().atMost(30, SECONDS).until(() -> givenBack.get() == 1);
    }

    @Test
    void givesBackASeatWhoseClientHasLeft() throws Exception {
        // Given
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), doorPort)) {
            send(socket, REQUEST.formatted("hooks"));
            await().atMost(30, SECONDS).until(() -> asked.get() == 1);
        }

        // When
        seat.complete(at(SocketAddress.inetSocketAddress(1, "127.0.0.1")));

        // Then
        await().atMost(30, SECONDS).until(() -> givenBack.get() > 0);
    }

    @Test
    void answers502WhenNoInstanceListens() throws Exception {
        // Given
        seat.complete(at(SocketAddress.inetSocketAddress(1, "127.0.0.1")));

        // When
        String answer = raw(doorPort, REQUEST.formatted("hooks"));

        // Then
        assertThat(answer).startsWith("HTTP/1.1 502").contains("function-failed");
        assertThat(asked).hasValue(4);
        assertThat(givenBack).hasValue(4);
        assertThat(failures).hasValue(4);
    }

    @Test
    void takesAnotherSeatWhenAnInstanceHasDied() throws Exception {
        // Given
        HttpServer alive = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        alive.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(204, -1);
            }
        });
        alive.start();
        Promise<Seat> next = Promise.promise();
        next.complete(at(SocketAddress.inetSocketAddress(alive.getAddress().getPort(), "127.0.0.1")));
        second = next;
        seat.complete(at(SocketAddress.inetSocketAddress(1, "127.0.0.1")));

        // When
        String answer = raw(doorPort, REQUEST.formatted("hooks"));
        alive.stop(0);

        // Then
        assertThat(answer).startsWith("HTTP/1.1 204");
        assertThat(givenBack).hasValue(2);
        assertThat(failures).hasValue(1);
    }

    private Seat at(SocketAddress address) {
        return new Seat() {
            @Override
            public SocketAddress address() {
                return address;
            }

            @Override
            public boolean isCold() {
                return false;
            }

            @Override
            public void failed() {
                failures.incrementAndGet();
            }

            @Override
            public void close() {
                givenBack.incrementAndGet();
            }
        };
    }
}
