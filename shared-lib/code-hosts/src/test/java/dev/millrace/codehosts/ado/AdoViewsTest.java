package dev.millrace.codehosts.ado;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.Builds.Build;
import dev.millrace.codehosts.Repositories.Commit;
import dev.millrace.contracts.events.BuildEvent.BuildRef;
import dev.millrace.contracts.events.BuildEvent.Result;
import java.net.URI;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms that Azure DevOps documents and the forge does not use. */
class AdoViewsTest {

    private static JsonNode json(String text) {
        return Letters.json(text.replace('\'', '"'));
    }

    @Test
    void aRenameIsADeletionAndAnAdditionHoweverItIsTold() {
        // Given
        JsonNode changes = json("""
                [{'item':{'gitObjectType':'tree','path':'/docs','isFolder':true,'objectId':'t'},'changeType':'edit'},
                 {'item':{'gitObjectType':'blob','path':'/old.txt','originalObjectId':'1'},
                  'changeType':'delete, sourceRename'},
                 {'item':{'gitObjectType':'blob','path':'/new.txt','objectId':'2'},'changeType':'edit, rename',
                  'sourceServerItem':'/old.txt'},
                 {'item':{'gitObjectType':'blob','path':'/moved.txt','objectId':'3'},'changeType':'rename',
                  'sourceServerItem':'/taken.txt'},
                 {'item':{'gitObjectType':'blob','path':'/taken.txt','objectId':'4'},'changeType':'add'}]""");

        // When
        var blobs = AdoDiffs.blobs(Json.elements(changes));

        // Then
        assertThat(blobs)
                .containsOnlyKeys("old.txt", "new.txt", "moved.txt", "taken.txt")
                .containsEntry("old.txt", "")
                .containsEntry("new.txt", "2")
                .containsEntry("moved.txt", "3")
                .containsEntry("taken.txt", "4");
    }

    @Test
    void ofABuildOfAPullRequestTheSourceCounts() {
        // Given
        JsonNode build = json("""
                {'id':7,'status':'completed','result':'partiallySucceeded','sourceBranch':'refs/pull/3/merge',
                 'sourceVersion':'merge','triggerInfo':{'pr.sourceBranch':'refs/heads/plums','pr.sourceSha':'head'},
                 'finishTime':'2026-11-23T10:00:00.1234567Z'}""");

        // When
        Build view = BuildView.of(new BuildRef("code", "shop", "7"), build);

        // Then
        assertThat(view.commit()).isEqualTo("head");
        assertThat(view.branchRef()).isEqualTo("refs/heads/plums");
        assertThat(view.result()).isEqualTo(Result.PARTIALLY_SUCCEEDED);
        assertThat(view.finishedAt()).asString().isEqualTo("2026-11-23T10:00:00.123456700Z");
    }

    @Test
    void aCommitOfAListWithoutParentsIsNotWhole() {
        // Given
        JsonNode listed = json("{'commitId':'1','comment':'feat','committer':{'date':'2026-01-01T00:00:00Z'}}");
        JsonNode cut = json("{'commitId':'1','comment':'fe','commentTruncated':true,'parents':[]}");

        // When
        Commit view = GitView.commit(listed);

        // Then
        assertThat(GitView.isWhole(listed)).isFalse();
        assertThat(GitView.isWhole(cut)).isFalse();
        assertThat(view.when()).asString().isEqualTo("2026-01-01T00:00:00Z");
    }

    @Test
    void aLongDescriptionKeepsItsStartAndItsEnd() {
        // Given
        String text = String.join(
                "\n", IntStream.range(0, 2000).mapToObj(Integer::toString).toList());

        // When
        String fitting = PullView.fittingDescription(text);

        // Then
        assertThat(fitting).hasSizeLessThanOrEqualTo(4000).startsWith("0\n1\n").endsWith("\n1999");
        assertThat(PullView.fittingDescription("short")).isEqualTo("short");
        assertThat(PullView.fittingTitle("t".repeat(500))).hasSize(400);
    }

    @Test
    void theEndOfALogKeepsWholeCharacters() {
        // Given
        String log = "aé€\uD83C\uDF50";

        // When
        List<String> tails =
                IntStream.rangeClosed(0, 10).mapToObj(i -> AdoLogs.tail(log, i)).toList();

        // Then
        assertThat(tails)
                .containsExactly(
                        "",
                        "",
                        "",
                        "",
                        "\uD83C\uDF50",
                        "\uD83C\uDF50",
                        "\uD83C\uDF50",
                        "€\uD83C\uDF50",
                        "€\uD83C\uDF50",
                        "é€\uD83C\uDF50",
                        "aé€\uD83C\uDF50");
    }

    @ParameterizedTest
    @CsvSource({
        "https://dev.azure.com/fabrikam, https://vssps.dev.azure.com/fabrikam",
        "https://fabrikam.visualstudio.com, https://fabrikam.vssps.visualstudio.com",
        "https://tfs.fabrikam.example/tfs/DefaultCollection, https://tfs.fabrikam.example/tfs/DefaultCollection"
    })
    void peopleLiveOnAHostOfTheirOwn(String base, String people) {
        // Given
        var url = URI.create(base);

        // When
        URI found = AdoHost.peopleOf(url);

        // Then
        assertThat(found).asString().isEqualTo(people);
    }
}
