package dev.millrace.forge.ado;

import static dev.millrace.forge.ado.Ado.PULLS;
import static dev.millrace.forge.ado.Ado.REPO;
import static dev.millrace.forge.ado.Ado.edit;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.TestForge;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoPullRequestTest {

    private TestForge forge;

    @BeforeEach
    void start(@TempDir Path data) {
        forge = new TestForge(data);
    }

    @AfterEach
    void stop() {
        forge.close();
    }

    @Test
    void aDraftIsNotMergedBeforeItIsPublished() {
        // Given
        JsonNode draft = Ado.draft(forge, "plums");
        String one = PULLS + "/" + draft.path("pullRequestId").asLong();
        TestForge.Answer tooEarly = Ado.complete(forge, draft);
        JsonNode ready = forge.patch(one, "{'isDraft':false}").json();

        // When
        JsonNode merged = Ado.complete(forge, ready).json();

        // Then
        assertThat(tooEarly.status()).isEqualTo(400);
        assertThat(merged.path("status").asText()).isEqualTo("completed");
        assertThat(Ado.head(forge, "main"))
                .isEqualTo(merged.at("/lastMergeCommit/commitId").asText());
        assertThat(forge.get(REPO + "/items?path=/plums.txt&$format=text").text())
                .isEqualTo("text");
    }

    @Test
    void onlyTheCommitThatTheCallerSawIsMerged() {
        // Given
        Ado.push(forge, "plums", edit("add", "/plums.txt", "one"));
        JsonNode seen = Ado.open(forge, "plums", false).json();
        Ado.push(forge, "plums", edit("edit", "/plums.txt", "two"));

        // When
        TestForge.Answer answer = Ado.complete(forge, seen);

        // Then
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("typeKey").asText()).isEqualTo("GitPullRequestStaleException");
        assertThat(forge.get(PULLS + "/" + seen.path("pullRequestId").asLong())
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("active");
    }

    @Test
    void aConflictIsReportedWithItsPathsAndMergesNothing() {
        // Given
        String start = Ado.head(forge, "main");
        Ado.push(forge, "cheap", start, edit("edit", "/prices.txt", "apple 10"));
        Ado.push(forge, "main", start, edit("edit", "/prices.txt", "apple 99"));
        String main = Ado.head(forge, "main");
        JsonNode pull = Ado.open(forge, "cheap", false).json();

        // When
        JsonNode answer = Ado.complete(forge, pull).json();

        // Then
        assertThat(pull.path("mergeStatus").asText()).isEqualTo("conflicts");
        assertThat(answer.path("status").asText()).isEqualTo("active");
        assertThat(answer.path("mergeStatus").asText()).isEqualTo("conflicts");
        assertThat(Ado.head(forge, "main")).isEqualTo(main);
        assertThat(forge.get(PULLS + "/" + pull.path("pullRequestId").asLong() + "/conflicts")
                        .json()
                        .at("/value/0/conflictPath")
                        .asText())
                .isEqualTo("/prices.txt");
    }

    @Test
    void twoBranchesHaveAtMostOneOpenPullRequest() {
        // Given
        JsonNode first = Ado.draft(forge, "plums");

        // When
        TestForge.Answer second = Ado.open(forge, "plums", true);

        // Then
        assertThat(second.status()).isEqualTo(409);
        assertThat(forge.get(PULLS + "?searchCriteria.sourceRefName=refs/heads/plums")
                        .json()
                        .at("/value/0/pullRequestId"))
                .isEqualTo(first.path("pullRequestId"));
    }

    @Test
    void anAbandonedPullRequestIsOpenedAgain() {
        // Given
        JsonNode pull = Ado.draft(forge, "plums");
        String one = PULLS + "/" + pull.path("pullRequestId").asLong();
        String abandoned =
                forge.patch(one, "{'status':2}").json().path("status").asText();

        // When
        JsonNode again = forge.patch(one, "{'status':'active'}").json();

        // Then
        assertThat(abandoned).isEqualTo("abandoned");
        assertThat(again.path("status").asText()).isEqualTo("active");
        assertThat(again.has("closedDate")).isFalse();
    }

    @Test
    void everyPushToTheSourceIsAnIteration() {
        // Given
        JsonNode pull = Ado.draft(forge, "plums");
        Ado.push(forge, "plums", edit("add", "/more.txt", "more"));

        // When
        String one = PULLS + "/" + pull.path("pullRequestId").asLong();
        JsonNode iterations = forge.get(one + "/iterations").json();
        JsonNode changes = forge.get(one + "/iterations/2/changes?$compareTo=1").json();

        // Then
        assertThat(iterations.path("count").asInt()).isEqualTo(2);
        assertThat(changes.path("changeEntries")).hasSize(1);
        assertThat(changes.at("/changeEntries/0/item/path").asText()).isEqualTo("/more.txt");
    }

    @Test
    void aReviewerVotesForHerselfOnly() {
        // Given
        JsonNode pull = Ado.draft(forge, "plums");
        String reviewers = PULLS + "/" + pull.path("pullRequestId").asLong() + "/reviewers/";
        String ada = forge.forge().core().people().join("ada").guid();
        forge.put(reviewers + ada, "{'isRequired':true}");

        // When
        TestForge.Answer byAda = forge.as("ada", "PUT", reviewers + ada, "{'vote':10}");
        TestForge.Answer byAnother = forge.put(reviewers + ada, "{'vote':-10}");

        // Then
        assertThat(byAda.json().path("vote").asInt()).isEqualTo(10);
        assertThat(byAnother.status()).isEqualTo(403);
    }

    @Test
    void aBlockingPolicyHoldsTheMergeBackUntilItIsMet() {
        // Given
        forge.post(
                Ado.ORG + "/shop/_apis/policy/configurations",
                "{'isEnabled':true,'isBlocking':true,'type':{'id':'fa4e907d-c16b-4a4c-9dfa-4906e5d171dd'},"
                        + "'settings':{'minimumApproverCount':1,'scope':[{'refName':'refs/heads/main'}]}}");
        Ado.push(forge, "plums", edit("add", "/plums.txt", "one"));
        JsonNode pull = Ado.open(forge, "plums", false).json();
        TestForge.Answer held = Ado.complete(forge, pull);
        String ada = forge.forge().core().people().join("ada").guid();
        forge.as("ada", "PUT", PULLS + "/" + pull.path("pullRequestId").asLong() + "/reviewers/" + ada, "{'vote':10}");

        // When
        TestForge.Answer merged = Ado.complete(forge, pull);

        // Then
        assertThat(held.status()).isEqualTo(403);
        assertThat(held.json().path("message").asText()).contains("1 approvals");
        assertThat(merged.json().path("status").asText()).isEqualTo("completed");
    }

    @Test
    void labelsThreadsAndStatusesComeBackAsTheyWereGiven() {
        // Given
        JsonNode pull = Ado.draft(forge, "plums");
        String one = PULLS + "/" + pull.path("pullRequestId").asLong();
        forge.post(one + "/labels", "{'name':'millrace'}");
        long thread = forge.post(
                        one + "/threads",
                        "{'comments':[{'content':'why?'}],'status':1,'threadContext':{'filePath':'/plums.txt',"
                                + "'rightFileStart':{'line':1,'offset':1}}}")
                .json()
                .path("id")
                .asLong();
        forge.post(one + "/threads/" + thread + "/comments", "{'content':'so','parentCommentId':1}");
        forge.patch(one + "/threads/" + thread, "{'status':'fixed'}");
        forge.post(one + "/statuses", "{'state':'succeeded','context':{'name':'budget','genre':'millrace'}}");

        // When
        JsonNode labels = forge.get(one + "/labels").json();
        JsonNode threads = forge.get(one + "/threads").json();
        JsonNode statuses = forge.get(one + "/statuses").json();

        // Then
        assertThat(labels.at("/value/0/name").asText()).isEqualTo("millrace");
        assertThat(threads.at("/value/0/status").asText()).isEqualTo("fixed");
        assertThat(threads.at("/value/0/comments/1/parentCommentId").asInt()).isEqualTo(1);
        assertThat(statuses.at("/value/0/context/name").asText()).isEqualTo("budget");
    }

    @Test
    void mergedWorkItemsAreClosedAndTheBranchIsGoneWhenAskedFor() {
        // Given
        Ado.push(forge, "plums", edit("add", "/plums.txt", "one"));
        JsonNode pull = forge.post(
                        PULLS,
                        "{'sourceRefName':'refs/heads/plums','targetRefName':'refs/heads/main','title':'plums',"
                                + "'workItemRefs':[{'id':'1'}]}")
                .json();

        // When
        forge.patch(
                PULLS + "/" + pull.path("pullRequestId").asLong(),
                "{'status':3,'lastMergeSourceCommit':{'commitId':'"
                        + pull.at("/lastMergeSourceCommit/commitId").asText()
                        + "'},'completionOptions':{'deleteSourceBranch':true,'transitionWorkItems':true,"
                        + "'mergeStrategy':'squash'}}");

        // Then
        JsonNode ticket = forge.get(Ado.ITEMS + "/1?$expand=relations").json();
        assertThat(ticket.path("fields").path("System.State").asText()).isEqualTo("Closed");
        assertThat(ticket.at("/relations/0/url").asText()).contains("PullRequestId");
        assertThat(Ado.head(forge, "plums")).isEmpty();
    }
}
