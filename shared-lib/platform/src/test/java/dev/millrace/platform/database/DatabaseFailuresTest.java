package dev.millrace.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseFailuresTest {

    static Stream<Throwable> connectionFailures() {
        return Stream.of(
                new ConnectException("Connection refused"),
                new TimeoutException(),
                new io.smallrye.mutiny.TimeoutException(),
                new NoStackTraceThrowable("Connection is not active now, current status: CLOSED"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "53300", "57P01", "57P03", "58030", "40001", "40P01", "55P03", "25006"})
    void statementMaySucceedLater(String state) {
        assertThat(DatabaseFailures.isUnavailable(pg(state))).isTrue();
        assertThat(DatabaseFailures.isUnavailable(new CompletionException(pg(state))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"42601", "42501", "23505", "22P02", "XX000", "8", ""})
    void statementIsWrong(String state) {
        assertThat(DatabaseFailures.isUnavailable(pg(state))).isFalse();
        assertThat(DatabaseFailures.isUnavailable(new CompletionException(pg(state))))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("connectionFailures")
    void connectionMayComeBack(Throwable failure) {
        assertThat(DatabaseFailures.isUnavailable(failure)).isTrue();
        assertThat(DatabaseFailures.isUnavailable(new CompletionException(failure)))
                .isTrue();
    }

    @Test
    void faultOfOursIsNotTheDatabases() {
        assertThat(DatabaseFailures.isUnavailable(new IllegalStateException("broken")))
                .isFalse();
    }

    private static PgException pg(String state) {
        return new PgException("message", "ERROR", state, "detail");
    }
}
