package dev.millrace.platform.once;

import static dev.millrace.platform.once.Deliveries.ACME;
import static dev.millrace.platform.once.Deliveries.reply;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.TicketEvent.Opened;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.event.EventCodec;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** What both forms of {@link Once} are tested with. */
abstract class OnceFixture {

    static final TenantId OTHER = new TenantId("other");
    static final Duration LONG = Duration.ofMinutes(10);
    static final int CROWD = 16;

    @Inject
    Once once;

    @Inject
    EventCodec codec;

    @Inject
    ObjectMapper json;

    final String id = UUID.randomUUID().toString();
    final Delivery<Opened> delivery = Deliveries.of(ACME, id, "Add a flag");

    void assertReply(Answer answer, int number) {
        var event = switch (answer) {
            case Answer.Reply reply -> codec.cloudEvent(reply.event());
            case Answer.Forward forward -> forward.event();
            case Answer.Done done -> throw new AssertionError("Expected a reply, was none");
            case Answer.Refused refused -> throw new AssertionError("Expected a reply, was " + refused);
        };
        assertThat(event.getType()).isEqualTo("dev.millrace.audit.erased.v1");
        assertThat(event.getExtension("causationid")).isEqualTo(id);
        assertThat(event.getExtension("correlationid")).isEqualTo("ado/Gr%C3%B6%C3%9Fe%20A/7");
        String data = new String(event.getData().toBytes(), StandardCharsets.UTF_8);
        try {
            assertThat(json.readTree(data).get("entries").intValue()).isEqualTo(number);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + data, e);
        }
    }

    static void assertRefused(Answer answer, int status) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.problem().status()).isEqualTo(status));
    }

    static Uni<Answer> item(Answer answer) {
        return Uni.createFrom().item(answer);
    }

    static CompletableFuture<Answer> start(Uni<Answer> answer) {
        return answer.subscribeAsCompletionStage();
    }

    static <T> T get(Uni<T> answer) {
        return answer.await().atMost(Duration.ofSeconds(30));
    }

    static List<Answer> crowd(Supplier<Uni<Answer>> delivery) {
        List<CompletableFuture<Answer>> started = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            started.add(start(delivery.get()));
        }
        return started.stream().map(CompletableFuture::join).toList();
    }
}
