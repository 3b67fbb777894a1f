package dev.millrace.contracts.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.millrace.contracts.events.NotificationEvent.Severity;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotificationPolicyTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
            .registerModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private static final String WHOLE = """
        people: [{id: ada, name: Ada}]
        notifications:
          channels:
            - {name: leads, kind: email, to: [ada]}
            - {name: ops, kind: teams, secret: ops-teams}
            - {name: dev, kind: slack, secret: dev-slack, language: de}
            - {name: pager, kind: webhook, address: "https://pager.example.com/in", secret: pager}
          routes:
            - {severities: [p1], channels: [pager, ops]}
            - {templates: [budget-reached], channels: [leads]}
            - {channels: [dev]}
          zone: Europe/Berlin
          quietHours: {from: "22:00", to: "07:00"}
          digest: PT1H
        """;

    @Test
    void readsTheWholeSection() throws IOException {
        // When
        NotificationPolicy policy = Objects.requireNonNull(read(WHOLE).notifications());

        // Then
        assertThat(policy.channels())
                .extracting(Channel::getClass)
                .containsExactly(Channel.Email.class, Channel.Teams.class, Channel.Slack.class, Channel.Webhook.class);
        assertThat(policy.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(policy.quietHours()).isEqualTo(new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0)));
        assertThat(policy.digest()).isEqualTo(Duration.ofHours(1));
        assertThat(policy.deduplication()).isEqualTo(Duration.ofMinutes(15));
        assertThat(policy.language()).isEqualTo("en");
    }

    @ParameterizedTest
    @CsvSource({"P1, x, ops pager", "P2, budget-reached, leads", "P3, x, dev"})
    void theFirstRouteThatFitsDecides(Severity severity, String template, String channels) throws IOException {
        // Given
        NotificationPolicy policy = Objects.requireNonNull(read(WHOLE).notifications());

        // When
        List<Channel> found = policy.channelsFor(severity, template);

        // Then
        assertThat(found).extracting(Channel::name).containsExactlyInAnyOrder(channels.split(" "));
    }

    @Test
    void whatNoRouteFitsGoesNowhere() {
        assertThat(NotificationPolicy.NONE.channelsFor(Severity.P1, "x")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                channels: [{name: a, kind: fax}]                                        | fax
                channels: [{name: A, kind: teams, secret: s}]                           | lower-case
                channels: [{name: a, kind: teams}]                                      | needs a 'secret'
                channels: [{name: a, kind: slack, secret: "../other"}]                  | needs a 'secret'
                channels: [{name: a, kind: slack, secret: other.tenant}]                | needs a 'secret'
                channels: [{name: a, kind: webhook, secret: s}]                         | needs an 'address'
                channels: [{name: a, kind: webhook, secret: s, address: "file:///x"}]   | needs an 'address'
                channels: [{name: a, kind: email}]                                      | at least one person
                channels: [{name: a, kind: email, to: [bob]}]                           | names 'bob'
                {channels: [{name: a, kind: teams, secret: s}, {name: a, kind: slack, secret: s}]} | different names
                routes: [{channels: [nowhere]}]                                         | no channel is called
                routes: [{severities: [p1]}]                                            | at least one of the channels
                quietHours: {from: "22:00", to: "22:00"}                                | two different times
                digest: PT10S                                                           | PT1M to P7D
                deduplication: P8D                                                      | PT1M to P7D
                """)
    void saysWhatIsWrong(String yaml, String words) {
        assertThatThrownBy(() -> read("people: [{id: ada}]\nnotifications: {" + unwrapped(yaml) + "}"))
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "22:00, 07:00, 2026-11-23T21:30:00Z, 2026-11-24T06:00:00Z",
                "22:00, 07:00, 2026-11-24T05:59:59Z, 2026-11-24T06:00:00Z",
                "22:00, 07:00, 2026-11-24T06:00:00Z, -",
                "22:00, 07:00, 2026-11-23T20:59:59Z, -",
                "12:00, 13:00, 2026-11-23T11:30:00Z, 2026-11-23T12:00:00Z",
                "12:00, 13:00, 2026-11-23T12:00:00Z, -",
                "00:00, 02:30, 2026-03-29T00:30:00Z, 2026-03-29T01:30:00Z"
            })
    void quietHoursEndInTheTeamsOwnTime(LocalTime from, LocalTime to, Instant now, Instant end) {
        assertThat(new QuietHours(from, to).end(now, ZoneId.of("Europe/Berlin")).orElse(null))
                .isEqualTo(end);
    }

    @Test
    void quietHoursEndAtTheLatestADayLater() {
        assertThat(new QuietHours(LocalTime.NOON, LocalTime.of(11, 59))
                        .end(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC))
                .contains(Instant.parse("2026-11-24T11:59:00Z"));
    }

    private static String unwrapped(String yaml) {
        return yaml.startsWith("{") ? yaml.substring(1, yaml.length() - 1) : yaml;
    }

    private static Directory read(String yaml) throws IOException {
        return YAML.readValue(yaml, Directory.class);
    }
}
