package dev.millrace.costwrite.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.costwrite.Deliveries;
import dev.millrace.costwrite.ledger.TestLedger;
import dev.millrace.testkit.FunctionNeighbours;
import dev.millrace.testkit.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = FunctionNeighbours.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = "function", value = "cost-write"))
@QuarkusTestResource(value = KafkaInJvm.class, restrictToAnnotatedClass = true)
class UsageChannelTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @SuppressWarnings("NullAway.Init") // set by the test resource
    TestDatabase database;

    @SuppressWarnings("NullAway.Init") // set by the test resource
    KafkaInJvm.Address kafka;

    @SuppressWarnings("NullAway.Init") // set before each test
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeEach
    void connect() {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrap()), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void disconnect() {
        producer.close();
    }

    @Test
    void booksABatchWithDuplicatesOnceAlsoBesideTheBroker() {
        // Given
        String data = Deliveries.spent("lease", 3);
        Deliveries.deliver("kafka", "event-0", "dev.millrace.usage.spent.v1", data);

        // When
        for (int i = 0; i < 1000; i++) {
            send(event("kafka", "event-" + i % 500, data));
        }
        send(event("kafka", "last", data));

        // Then
        await().atMost(PATIENCE).until(() -> booked("kafka") == 3 * 501);
    }

    @Test
    void keepsWhatCannotBeBookedAndGoesOn() throws SQLException {
        // Given
        String data = Deliveries.spent("lease", 3);

        // When
        send("no event");
        send(null);
        send(event("odd", "1", data.replace("\"requests\":1", "\"requests\":-1")));
        send(event("odd", "2", data));
        send(event("odd", "2", data.replace("\"sequence\":1", "\"sequence\":2")));
        send(event("odd", "3", data));

        // Then
        await().atMost(PATIENCE).until(() -> booked("odd") == 6 && refused() == 4);
        assertThat(TestLedger.number(database, """
            SELECT count(*) FROM cost_write.refused_usage WHERE reason LIKE '%requests%'""")).isEqualTo(1);
    }

    private long booked(String tenant) throws SQLException {
        return TestLedger.number(
                database,
                "SELECT sum(amount) FROM cost_write.days WHERE account = 'expense:model' AND tenant = '" + tenant
                        + "'");
    }

    private long refused() throws SQLException {
        return TestLedger.number(database, "SELECT count(*) FROM cost_write.refused_usage");
    }

    private void send(@Nullable String value) {
        var sent = producer.send(
                new ProducerRecord<>("usage", value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
        assertThat(sent).succeedsWithin(PATIENCE);
    }

    private static String event(String tenant, String id, String data) {
        return """
            {"specversion":"1.0","id":"%s","source":"/functions/test","type":"dev.millrace.usage.spent.v1",
             "tenant":"%s","datacontenttype":"application/json","data":%s}""".formatted(id, tenant, data);
    }
}
