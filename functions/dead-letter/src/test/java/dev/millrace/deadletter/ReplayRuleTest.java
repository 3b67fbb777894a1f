package dev.millrace.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.deadletter.ReplayRule.Verdict;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ReplayRuleTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    private final ReplayRule rule =
            new ReplayRule(new CommandFailure(new PretendedCommands()), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void asksTwiceWhereAWorkflowWasToldOfTheFailure() {
        assertThat(rule.judge(letter(PretendedCommands.DRAFT, "pr-writer", "i-1", Duration.ZERO)))
                .isInstanceOfSatisfying(
                        Verdict.NeedsForce.class,
                        needs -> assertThat(needs.why()).contains("i-1", "\"force\": true"));
    }

    @Test
    void letsThroughWhereNoWorkflowWasTold() {
        assertThat(rule.judge(letter(PretendedCommands.DRAFT, "pr-writer", "", Duration.ZERO)))
                .isEqualTo(new Verdict.Safe());
        assertThat(rule.judge(letter(PretendedCommands.DRAFT, "audit", "i-1", Duration.ZERO)))
                .isEqualTo(new Verdict.Safe());
        assertThat(rule.judge(letter(PretendedCommands.NOTIFY, "notification", "i-1", Duration.ZERO)))
                .isEqualTo(new Verdict.Safe());
    }

    @Test
    void asksTwiceWhereFunctionsMayHaveForgottenTheEvent() {
        assertThat(rule.judge(letter(Post.FACT, "audit", "", Duration.ofDays(44))))
                .isEqualTo(new Verdict.Safe());
        assertThat(rule.judge(letter(Post.FACT, "audit", "", Duration.ofDays(44).plusMillis(1))))
                .isInstanceOf(Verdict.NeedsForce.class);
    }

    private static DeadLetter letter(String type, String destination, String instance, Duration age) {
        CloudEventBuilder event = CloudEventBuilder.v1()
                .withId("1")
                .withSource(URI.create("/s"))
                .withType(type)
                .withExtension("knativeerrordest", "http://" + destination + ".millrace.svc.cluster.local");
        if (!instance.isEmpty()) {
            event.withExtension("instanceid", instance);
        }
        return DeadLetter.of(event.build(), NOW.minus(age));
    }
}
