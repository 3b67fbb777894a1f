package dev.millrace.engine.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.EventRaisedEvent;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import dev.millrace.engine.store.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailboxTest {

    private final Mailbox mailbox = new Mailbox();

    @Test
    void whatIsTakenAlongComesBeforeWhatArrivedMeanwhile() {
        // Given
        mailbox.add(message(3));
        mailbox.add(message(4));

        // When
        mailbox.addAhead(List.of(message(5), message(6)));

        // Then
        assertThat(mailbox.takeAll()).containsExactly(message(5), message(6), message(3), message(4));
    }

    @Test
    void whatIsTakenAlongIsThereOnceThoughItWasFoundInTheStoreBefore() {
        // Given
        mailbox.add(message(3));
        mailbox.add(message(5));

        // When
        mailbox.addAhead(List.of(message(5)));
        mailbox.add(message(5));

        // Then
        assertThat(mailbox.takeAll()).containsExactly(message(5), message(3));
    }

    private static Message message(long seq) {
        var raised = EventRaisedEvent.newBuilder().setName("item " + seq);
        return new Message(
                seq, null, HistoryEvent.newBuilder().setEventRaised(raised).build());
    }
}
