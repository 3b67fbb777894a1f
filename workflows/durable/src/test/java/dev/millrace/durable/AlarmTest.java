package dev.millrace.durable;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.CompleteOrchestrationAction;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.OrchestrationStatus;
import dev.millrace.contracts.events.AlarmEvent;
import dev.millrace.durable.rehearsal.Props;
import dev.millrace.durable.rehearsal.Rehearsal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AlarmTest {

    static final AlarmWork LATER =
            new AlarmWork(AlarmWork.VERSION, Props.TENANT, "notification", Instant.parse("2026-01-12T07:00:00Z"), null);

    @Test
    void ringsOnceItsTimeHasCome() {
        // Given
        var rehearsal = new Rehearsal();

        // When
        CompleteOrchestrationAction completion = rehearsal.ring(LATER);

        // Then
        assertThat(completion.getOrchestrationStatus()).isEqualTo(OrchestrationStatus.ORCHESTRATION_STATUS_COMPLETED);
        assertThat(rehearsal.commands(AlarmEvent.Rang.class))
                .containsExactly(new AlarmEvent.Rang(LATER.name(), LATER.at()));
        assertThat(rehearsal.now()).isAfter(LATER.at());
    }

    @Test
    void ringsAtOnceWhenItsTimeIsPast() {
        // Given
        var rehearsal = new Rehearsal();
        Instant start = rehearsal.now();
        var past = new AlarmWork(AlarmWork.VERSION, Props.TENANT, "notification", start.minusSeconds(60), null);

        // When
        rehearsal.ring(past);

        // Then
        assertThat(rehearsal.commands(AlarmEvent.Rang.class)).hasSize(1);
        assertThat(rehearsal.now()).isBefore(start.plus(Duration.ofSeconds(1)));
    }

    @Test
    void isTheSameAlarmForWhoeverAsksForIt() {
        // Given
        var other = new AlarmWork(
                AlarmWork.VERSION, LATER.tenant(), LATER.name(), LATER.at().plusSeconds(1), null);

        // When
        var again = new AlarmWork(AlarmWork.VERSION, LATER.tenant(), LATER.name(), LATER.at(), "00-a-b-01");

        // Then
        assertThat(again.instanceId()).isEqualTo(LATER.instanceId()).isNotEqualTo(other.instanceId());
    }
}
