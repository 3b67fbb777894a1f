package dev.millrace.docsupdate.page;

import static dev.millrace.docsupdate.change.Commits.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DecisionsTest {

    private final Desk desk = new Desk();

    private void merged(int number, String title, String description) {
        desk.plan = new Plan("code/acme/shop#" + number, title, description);
        desk.update(line("feat: a"), Map.of());
    }

    @Test
    void aDecisionOfThePlanBecomesARecord() {
        // Given
        desk.files.put("docs/decisions/0007-older.md", "# 7. Older\n");
        String plan = """
                ## Plan

                Words.

                ## Context

                Prices were floats.

                ## Decision

                Prices are integers.

                ### Why

                Sums add up.

                ## Consequences

                No rounding.

                ---

                | Ticket | 1 |
                """;

        // When
        merged(3, "feat(prices): Count in cents, à la carte!", plan);

        // Then
        assertThat(desk.file("docs/decisions/0008-count-in-cents-a-la-carte.md"))
                .isEqualTo("""
                # 8. Count in cents, à la carte!

                <!-- millrace:decision of code/acme/shop#3 -->

                **Status.** Accepted with the merge of code/acme/shop#3.

                **Context.** Prices were floats.

                **Decision.** Prices are integers.

                ### Why

                Sums add up.

                **Consequences.** No rounding.
                """);
    }

    @Test
    void aRecordIsWrittenOnceAndThenPeoplesOwn() {
        // Given
        merged(3, "Use cents", "Decision: integers\nfor prices.\n\nMore.");
        desk.edit("docs/decisions/0001-use-cents.md", "integers\nfor prices.", "changed by people");

        // When
        merged(3, "Use cents", "Decision: integers");

        // Then
        assertThat(desk.file("docs/decisions/0001-use-cents.md")).contains("changed by people");
        assertThat(desk.files.keySet())
                .filteredOn(path -> path.startsWith("docs/decisions"))
                .hasSize(1);
    }

    @Test
    void anotherDecisionOfTheSameTitleGetsTheNextNumber() {
        // Given
        merged(3, "Use cents", "**Decision:** integers");

        // When
        merged(4, "Use cents", "## Decision\nlongs");

        // Then
        assertThat(desk.file("docs/decisions/0002-use-cents.md")).contains("longs");
    }

    @Test
    void noDecisionNoRecord() {
        // Given
        String plan = "## Decision\n\n## Plan\n\nThe decision: is not one. See \"Decisions\".";

        // When
        merged(3, "Use cents", plan);

        // Then
        assertThat(desk.files.keySet()).noneMatch(path -> path.startsWith("docs/decisions"));
    }

    @Test
    void aTitleWithoutLettersStillHasAName() {
        // Given
        String title = "!!!";

        // When
        merged(3, title, "Decision: <!-- /millrace:x --> stays harmless");

        // Then
        assertThat(desk.file("docs/decisions/0001-decision.md")).contains("&lt;!-- /millrace:x --&gt; stays");
    }
}
