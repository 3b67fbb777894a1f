package dev.millrace.durable.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.Money;
import dev.millrace.durable.rehearsal.Props;
import dev.millrace.durable.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    private static <T> T read(String json, Class<T> type) {
        return Json.read(json.getBytes(StandardCharsets.UTF_8), type);
    }

    @Test
    void theLeastInputTakesTheDefaults() {
        // Given
        String json = """
                {"version": 1, "tenant": "acme", "ticket": {"host": "ado", "project": "shop", "id": "4711"},
                 "generation": 0, "classification": "internal", "unheard": "of"}
                """;

        // When
        TicketWork work = read(json, TicketWork.class);

        // Then
        assertThat(work.policy()).isEqualTo(Policy.DEFAULT);
        assertThat(work.title()).isEqualTo("4711");
    }

    @Test
    void anInputIsTheSameAfterWritingAndReadingIt() {
        // Given
        TicketWork work = Props.work();

        // When
        TicketWork read = Json.read(Json.bytes(work), TicketWork.class);

        // Then
        assertThat(read).isEqualTo(work);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"fixRounds\": 11}",
                "{\"fixRounds\": -1}",
                "{\"approvalRounds\": 0}",
                "{\"contextBytes\": 0}",
                "{\"patience\": {\"reply\": \"PT0S\"}}",
                "{\"patience\": {\"poll\": \"PT0.001S\"}}"
            })
    void aPolicyThatWouldNeverEndOrNeverBeginIsRefused(String json) {
        // Given
        Class<Policy> type = Policy.class;

        // When
        var reading = assertThatThrownBy(() -> read(json, type));

        // Then
        reading.isInstanceOf(IllegalArgumentException.class).hasMessageContaining("unlike");
    }

    @Test
    void aTicketHasOneInstancePerGeneration() {
        // Given
        TicketWork work = Props.work();

        // When
        String id = work.instanceId();

        // Then
        assertThat(id).isEqualTo(Props.work().instanceId());
        assertThat(id)
                .isNotEqualTo(new TicketWork(
                                1,
                                work.tenant(),
                                work.ticket(),
                                1,
                                work.title(),
                                null,
                                null,
                                work.classification(),
                                null,
                                work.policy())
                        .instanceId());
    }

    @Test
    void costsAddUpAndSayWhenTheyAreNotAll() {
        // Given
        Cost cost = Cost.NOTHING.plus(new Money(1_500_000, "EUR")).plus(new Money(2_000_001, "EUR"));

        // When
        Cost incomplete = cost.plus((Money) null).plus(new Money(5, "USD"));

        // Then
        assertThat(cost.text()).isEqualTo("EUR 0.0036");
        assertThat(incomplete.text()).isEqualTo("at least EUR 0.0036");
        assertThat(Cost.NOTHING
                        .plus(new Money(Long.MAX_VALUE, "EUR"))
                        .plus(new Money(1, "EUR"))
                        .complete())
                .isFalse();
    }

    @Test
    void aReasonIsCutOffBeforeHalfACharacter() {
        // Given
        String reason = "x".repeat(996) + "\ud83d\ude00" + "y".repeat(100);

        // When
        Stop stop = new Stop(Stop.Cause.REFUSED, reason);

        // Then
        assertThat(stop.reason()).isEqualTo("x".repeat(996) + "...");
    }

    @Test
    void aCrowdOfApproversIsNotListedInFull() {
        // Given
        List<String> people = IntStream.range(0, 12).mapToObj(i -> "p" + i).toList();

        // When
        String names = Words.names(people);

        // Then
        assertThat(names).endsWith("p8, p9 and 2 more");
    }

    @Test
    void patienceIsWrittenAsIsoDurations() {
        // Given
        Patience patience = Patience.DEFAULT;

        // When
        String json = Json.tree(patience).toString();

        // Then
        assertThat(json).contains("\"build\":\"PT3H\"");
        assertThat(read(json, Patience.class).reply()).isEqualTo(Duration.ofMinutes(30));
    }
}
