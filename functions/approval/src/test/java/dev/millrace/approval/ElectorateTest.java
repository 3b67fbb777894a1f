package dev.millrace.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.directory.ApprovalPolicy;
import dev.millrace.contracts.directory.Directory;
import dev.millrace.contracts.directory.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may decide. */
class ElectorateTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Person ADA =
            new Person("ada", "Ada Lovelace", "ada@example.com", "en", null, List.of("CORP\\ada"));
    private static final Person BOB = new Person("bob", "Bob", null, null, null, List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada",
                "ADA@example.com",
                "Ada Lovelace",
                "Ada Lovelace <ada@example.com>",
                "Somebody <ada@example.com>",
                "corp\\ADA"
            })
    void leavesTheAuthorOutByWhateverNameTheHostTells(String author) {
        assertThat(Electorate.open(team(true), author, NOW).people()).containsExactly(BOB);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ad", "lovelace", "ada@example.org", "<>"})
    void leavesNobodyOutForASimilarName(String author) {
        assertThat(Electorate.open(team(true), author, NOW).people()).containsExactly(ADA, BOB);
    }

    @Test
    void letsTheAuthorDecideWhereThePolicySaysSo() {
        assertThat(Electorate.open(team(false), "ada", NOW).people()).containsExactly(ADA, BOB);
    }

    @Test
    void looksAgainSeveralTimesBeforeTheDeadlineWhenNobodyCanDecide() {
        // When
        Electorate electorate = Electorate.open(Optional.empty(), null, NOW);

        // Then
        assertThat(electorate.stuck()).isNotNull();
        assertThat(electorate.steps())
                .hasSizeGreaterThan(3)
                .allMatch(step -> step.at().isAfter(NOW) && step.at().isBefore(electorate.deadline()));
    }

    @Test
    void asksEverybodyOnceWhomTheEscalationHasReached() {
        assertThat(Electorate.meet(team(true), null, NOW, List.of("bob", "all")).people())
                .containsExactly(ADA, BOB);
    }

    private static Optional<Directory> team(boolean separation) {
        return Optional.of(new Directory(
                List.of(ADA, BOB),
                Map.of("all", List.of("ada", "bob")),
                new ApprovalPolicy(List.of("all"), 1, separation, false, Duration.ofDays(1), List.of()),
                null));
    }
}
