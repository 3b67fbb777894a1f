package dev.millrace.costwrite.channel;

import dev.millrace.contracts.Payload;
import dev.millrace.costwrite.Booking;
import dev.millrace.costwrite.ledger.Booked;
import dev.millrace.costwrite.ledger.Bookkeeper;
import dev.millrace.costwrite.ledger.Draft;
import dev.millrace.platform.config.Prices;
import dev.millrace.platform.event.EventCodec;
import dev.millrace.platform.problem.Problem;
import dev.millrace.platform.problem.ProblemException;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.format.EventDeserializationException;
import io.cloudevents.jackson.JsonFormat;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Books what comes from Kafka, as CloudEvents in structured mode. A batch is acknowledged when all of it is durable;
 * while the database is away it is tried again, and Kafka keeps what follows.
 */
@Singleton
public class UsageChannel {

    private static final Logger LOG = Logger.getLogger(UsageChannel.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final JsonFormat STRUCTURED = new JsonFormat();

    private final EventCodec codec;
    private final Bookkeeper bookkeeper;
    private final Prices prices;
    private final Booking booking;
    private final RefusedUsage refusedUsage;

    UsageChannel(EventCodec codec, Bookkeeper bookkeeper, Prices prices, Booking booking, RefusedUsage refusedUsage) {
        this.codec = codec;
        this.bookkeeper = bookkeeper;
        this.prices = prices;
        this.booking = booking;
        this.refusedUsage = refusedUsage;
    }

    @Incoming("usage")
    public Uni<Void> take(ConsumerRecords<byte[], byte[]> records) {
        List<ConsumerRecord<byte[], byte[]>> batch =
                StreamSupport.stream(records.spliterator(), false).toList();
        return Uni.createFrom()
                .deferred(() -> book(batch))
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("%d usage records are tried again: %s", batch.size(), failure.getMessage()))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    private Uni<Void> book(List<ConsumerRecord<byte[], byte[]>> batch) {
        if (batch.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return Uni.join()
                .all(batch.stream().map(this::book).toList())
                .andFailFast()
                .chain(outcomes -> refusedUsage.keep(
                        outcomes.stream().flatMap(Optional::stream).toList()));
    }

    /** @return why it cannot be booked; empty when it is */
    private Uni<Optional<Refused>> book(ConsumerRecord<byte[], byte[]> usage) {
        Draft draft;
        try {
            draft = draft(usage.value());
        } catch (ProblemException e) {
            if (e.problem().status() != Problem.unintelligible("").status()) {
                return Uni.createFrom().failure(e);
            }
            return Uni.createFrom().item(Optional.of(refused(usage, e.problem().detail())));
        }
        return booking.book(draft).chain(booked -> switch (booked) {
            case Booked.Entry entry -> Uni.createFrom().item(Optional.<Refused>empty());
            case Booked.OtherContent other ->
                Uni.createFrom()
                        .item(Optional.of(refused(usage, "Another event with this source and id is in the ledger.")));
            case Booked.OutOfRange unfit ->
                Uni.createFrom().item(Optional.of(refused(usage, "A sum would leave what the ledger can hold.")));
            case Booked.NotNow later -> Uni.createFrom().failure(later.failure());
        });
    }

    private Draft draft(byte[] value) {
        CloudEvent event = read(value);
        return bookkeeper.draft(
                codec.read(event, Payload.class),
                codec.digest(event),
                prices.book()
                        .orElseThrow(() -> new ProblemException(Problem.unavailable("There is no valid price book."))));
    }

    private static CloudEvent read(byte[] value) {
        if (value == null || value.length > EventCodec.LARGEST) {
            throw new ProblemException(Problem.unintelligible("A record has 1 to " + EventCodec.LARGEST + " bytes."));
        }
        try {
            return STRUCTURED.deserialize(value);
        } catch (EventDeserializationException e) {
            throw new ProblemException(Problem.unintelligible("A record is a CloudEvent in structured mode."));
        }
    }

    private static Refused refused(ConsumerRecord<byte[], byte[]> usage, String reason) {
        Buffer value = usage.value() == null ? Buffer.buffer() : Buffer.buffer(usage.value());
        return new Refused(usage.topic(), usage.partition(), usage.offset(), value, reason);
    }
}
