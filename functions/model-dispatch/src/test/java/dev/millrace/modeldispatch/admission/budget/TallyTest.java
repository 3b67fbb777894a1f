package dev.millrace.modeldispatch.admission.budget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.millrace.contracts.events.UsageEvent.Calls;
import dev.millrace.contracts.events.UsageEvent.Spent;
import dev.millrace.modeldispatch.admission.Spending;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final Instant START = Instant.parse("2026-11-03T08:00:00Z");
    private static final Instant LATER = START.plusSeconds(1);
    private static final Spending ONE = new Spending("stand-in", 3, 1, 2, 1);

    private final Tally tally = new Tally(UUID.randomUUID(), "USD", START);

    @Test
    void addsUpCallsAlike() {
        // Given
        tally.add(use("a"), ONE);
        tally.add(use("b"), ONE);
        tally.add(use("a"), ONE);

        // When
        List<Spent> records = drain();

        // Then
        assertThat(records).singleElement().satisfies(record -> {
            assertThat(record.from()).isEqualTo(START);
            assertThat(record.until()).isEqualTo(LATER);
            assertThat(record.calls()).extracting(Calls::requests).containsExactly(2L, 1L);
            assertThat(record.calls()).extracting(Calls::inputTokens).containsExactly(6L, 3L);
        });
    }

    @Test
    void keepsAnUnconfirmedRecordAsItIs() {
        // Given
        tally.add(use("a"), ONE);
        Spent first = tally.next(LATER);

        // When
        tally.add(use("a"), ONE);
        Spent again = tally.next(LATER.plusSeconds(1));

        // Then
        assertThat(again).isSameAs(first);
        assertThat(tally.isEmpty()).isFalse();
    }

    @Test
    void foldsWhatItHasNoRoomFor() {
        // Given
        for (int i = 0; i < Tally.MOST_KINDS + 1_000; i++) {
            tally.add(use("ticket" + i), ONE);
        }

        // When
        List<Spent> records = drain();

        // Then
        List<Calls> calls =
                records.stream().flatMap(record -> record.calls().stream()).toList();
        assertThat(calls).hasSize(Tally.MOST_KINDS + 1);
        assertThat(calls.getLast().function()).isEqualTo("others");
        assertThat(calls.stream().mapToLong(call -> call.cost().nanos()).sum()).isEqualTo(Tally.MOST_KINDS + 1_000L);
        assertThat(records).extracting(Spent::sequence).startsWith(1L, 2L, 3L);
    }

    @Test
    void fitsEveryRecordIntoAnEvent() throws JsonProcessingException {
        // Given
        var json = new ObjectMapper().registerModule(new JavaTimeModule());
        for (int i = 0; i < 100; i++) {
            tally.add(use(i + "\u0001\"\\€".repeat(400)), ONE);
        }

        // When
        List<Spent> records = drain();

        // Then
        assertThat(records).hasSizeGreaterThan(1);
        for (Spent record : records) {
            assertThat(json.writeValueAsString(record).getBytes(StandardCharsets.UTF_8).length)
                    .isLessThan(62 * 1024);
        }
    }

    private List<Spent> drain() {
        List<Spent> records = new ArrayList<>();
        Spent record = tally.next(LATER);
        while (record != null) {
            records.add(record);
            tally.confirm(record);
            record = tally.next(LATER);
        }
        return records;
    }

    private static Use use(String ticket) {
        return new Use(ticket, ticket, "model-dispatch", ticket, ticket, "default", "stand-in");
    }
}
