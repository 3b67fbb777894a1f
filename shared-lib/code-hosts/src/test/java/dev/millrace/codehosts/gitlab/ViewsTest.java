package dev.millrace.codehosts.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.codehosts.PullRequests.Check;
import dev.millrace.codehosts.PullRequests.PullRequest;
import dev.millrace.codehosts.Tickets.Link;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ViewsTest {

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private static PullRequest pull(String fields) throws JsonProcessingException {
        return MergeRequestView.pullRequest(
                "code", "g/r", json("{'iid':1,'source_branch':'s','target_branch':'t','sha':'h'," + fields + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Draft: plums", "[draft] plums", "(Draft)plums", "draft: Draft: plums", "plums"})
    void aTitleIsReadWithoutItsMarkOfDrafts(String title) {
        // When
        String plain = MergeRequestView.plain(title);

        // Then
        assertThat(plain).isEqualTo("plums");
    }

    @ParameterizedTest
    @CsvSource({"can_be_merged,true", "cannot_be_merged,false", "checking,", "unchecked,"})
    void whetherItMergesIsOftenNotKnownYet(String status, @Nullable Boolean expected) throws JsonProcessingException {
        // When
        PullRequest pull = pull("'state':'opened','merge_status':'" + status + "'");

        // Then
        assertThat(pull.mergeable()).isEqualTo(expected);
    }

    @Test
    void aFastForwardHasNoCommitOfItsOwn() throws JsonProcessingException {
        // When
        PullRequest forwarded = pull("'state':'merged','merge_commit_sha':null,'squash_commit_sha':null");
        PullRequest squashed = pull("'state':'merged','merge_commit_sha':null,'squash_commit_sha':'q'");

        // Then
        assertThat(forwarded.mergeCommit()).isEqualTo("h");
        assertThat(squashed.mergeCommit()).isEqualTo("q");
    }

    @Test
    void whatNobodyIsToRunIsNoCheck() throws JsonProcessingException {
        // When
        var manual = MergeRequestView.check(json("{'name':'deploy','status':'manual'}"));
        var waiting = MergeRequestView.check(json("{'name':'build','status':'waiting_for_resource'}"));

        // Then
        assertThat(manual).isEmpty();
        assertThat(waiting).contains(new Check("build", Check.State.RUNNING, "", null));
    }

    @Test
    void linkedIssuesAreNamedByTheirRelation() throws JsonProcessingException {
        // When
        List<Link> links =
                GitlabTickets.links(json("[{'iid':4,'link_type':'is_blocked_by','web_url':'https://g.example/4'}]"));

        // Then
        assertThat(links).containsExactly(new Link("is_blocked_by", "https://g.example/4"));
    }

    @Test
    void aStatusThatOthersReportedIsNoBuild() throws JsonProcessingException {
        // When
        boolean reported = GitlabBuilds.isBuild(json("{'source':'external'}"));
        boolean pushed = GitlabBuilds.isBuild(json("{'source':'push'}"));

        // Then
        assertThat(reported).isFalse();
        assertThat(pushed).isTrue();
    }

    @Test
    void aLogIsReadWithoutColoursAndFolds() {
        // When
        JobLog log = JobLog.of("build", "section_start:1:script\r\u001b[0K\u001b[31;1mred\u001b[0m\r\nnext\n");

        // Then
        assertThat(log.text()).isEqualTo("red\nnext\n");
    }

    @Test
    void shortLogsLeaveTheirRoomToLongOnes() {
        // Given
        var logs = List.of(new JobLog("a", "short"), new JobLog("b", "é".repeat(1000)));

        // When
        String ends = JobLog.ends(logs, 101);

        // Then
        assertThat(ends).startsWith("Job 'a':\nshortJob 'b':\né").endsWith("éé");
        assertThat(ends.getBytes(java.nio.charset.StandardCharsets.UTF_8)).hasSizeBetween(99, 101);
    }
}
