package dev.millrace.contracts.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory())
            .registerModule(new JavaTimeModule())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private static final String PEOPLE = """
        people: [{id: ada, name: Ada}, {id: bob}]
        groups: {all: [bob, ada]}
        """;

    @Test
    void fillsInWhatIsNotSaid() throws IOException {
        // When
        Directory directory = read(PEOPLE + "approvals: {approvers: [all]}");

        // Then
        ApprovalPolicy policy = Objects.requireNonNull(directory.approvals());
        assertThat(policy.needed()).isEqualTo(1);
        assertThat(policy.separationOfDuties()).isTrue();
        assertThat(policy.requireSignIn()).isFalse();
        assertThat(policy.deadline()).isEqualTo(Duration.ofDays(3));
        assertThat(policy.escalations())
                .containsExactly(new ApprovalPolicy.Escalation(Duration.ofHours(36), List.of()));
        assertThat(directory.person("bob").orElseThrow().name()).isEqualTo("bob");
    }

    @Test
    void namesEverybodyOnce() throws IOException {
        assertThat(read(PEOPLE).members(List.of("ada", "all", "nobody")))
                .extracting(Person::id)
                .containsExactly("ada", "bob");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                people: [{id: ada}, {id: ada}]                                | different ids
                people: [{id: Ada}]                                           | lower-case
                people: [{name: Ada}]                                         | 1 to 40
                {people: [{id: ada}], groups: {ada: []}}                      | is a group and a person
                {people: [{id: ada}], groups: {all: [bob]}}                   | names 'bob'
                approvals: {approvers: [bob]}                                 | names 'bob'
                approvals: {needed: 1}                                        | at least one person or group
                {people: [{id: ada}], approvals: {approvers: [ada], needed: 0}}        | at least one yes
                {people: [{id: ada}], approvals: {approvers: [ada], deadline: PT1S}}   | deadline of PT1M to P90D
                {people: [{id: ada}], approvals: {approvers: [ada], deadline: P91D}}   | deadline of PT1M to P90D
                {people: [{id: ada}], approvals: {approvers: [ada], escalations: [{to: [ada]}]}} | needs 'after'
                {people: [{id: ada}], approvals: {approvers: [ada], escalations: [{after: PT1H, to: [x]}]}} | names 'x'
                """)
    void saysWhatIsWrong(String yaml, String words) {
        assertThatThrownBy(() -> read(yaml)).hasMessageContaining(words);
    }

    private static Directory read(String yaml) throws IOException {
        return YAML.readValue(yaml, Directory.class);
    }
}
