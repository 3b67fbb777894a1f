package dev.millrace.forge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.TestForge;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitOverHttpTest {

    private static final String REPO = "/ado/millrace/shop/_apis/git/repositories/shop";

    @TempDir
    Path work;

    private TestForge forge;

    @BeforeEach
    void start(@TempDir Path data) {
        forge = new TestForge(data);
    }

    @AfterEach
    void stop() {
        forge.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ado/millrace/shop/_git/shop",
                "/ado/millrace/_git/shop",
                "/github/shop/shop.git",
                "/gitlab/shop/shop.git"
            })
    void aCloneHasTheFilesUnderEveryVendorsAddress(String path) throws Exception {
        // When
        try (Git git = clone(path, "millrace")) {
            // Then
            assertThat(git.getRepository().getWorkTree().toPath().resolve("prices.txt"))
                    .hasContent("apple 30\npear 45\n");
        }
    }

    @Test
    void aPushMovesTheBranchAndIsSeenByThePullRequest() throws Exception {
        try (Git git = clone("/ado/millrace/shop/_git/shop", "ada")) {
            // Given
            commit(git, "one");
            push(git, "HEAD:refs/heads/topic");
            long pull = forge.post(
                            REPO + "/pullrequests",
                            "{'sourceRefName':'refs/heads/topic','targetRefName':'refs/heads/main','title':'t'}")
                    .json()
                    .path("pullRequestId")
                    .asLong();
            String head = commit(git, "two");

            // When
            push(git, "HEAD:refs/heads/topic");

            // Then
            JsonNode seen = forge.get(REPO + "/pullrequests/" + pull).json();
            assertThat(seen.at("/lastMergeSourceCommit/commitId").asText()).isEqualTo(head);
            JsonNode pushes = forge.get(REPO + "/pushes").json();
            assertThat(pushes.at("/value/0/pushedBy/displayName").asText()).isEqualTo("Ada");
        }
    }

    @Test
    void theFirstBranchOfARepositoryIsTheOneThatClonesStartWith() throws Exception {
        // Given
        forge.post("/ado/millrace/shop/_apis/git/repositories", "{'name':'fresh'}");
        try (Git git = clone("/github/shop/fresh.git", "ada")) {
            commit(git, "one");

            // When
            push(git, "HEAD:refs/heads/trunk");
        }

        // Then
        try (Git again = Git.cloneRepository()
                .setURI(forge.forge().base() + "/gitlab/shop/fresh.git")
                .setDirectory(work.resolve("again").toFile())
                .setCredentialsProvider(credentials("ada"))
                .call()) {
            assertThat(again.getRepository().getBranch()).isEqualTo("trunk");
        }
    }

    @Test
    void aProtectedBranchTakesNoPush() throws Exception {
        // Given
        forge.post(
                "/ado/millrace/shop/_apis/policy/configurations",
                "{'type':{'id':'fa4e907d-c16b-4a4c-9dfa-4906e5d171dd'},"
                        + "'settings':{'scope':[{'refName':'refs/heads/main'}]}}");
        try (Git git = clone("/github/shop/shop.git", "ada")) {
            commit(git, "one");

            // When
            RemoteRefUpdate.Status status = push(git, "HEAD:refs/heads/main");

            // Then
            assertThat(status).isEqualTo(RemoteRefUpdate.Status.REJECTED_OTHER_REASON);
        }
    }

    @Test
    void aCommitFromRestIsFetched() throws Exception {
        try (Git git = clone("/gitlab/shop/shop.git", "ada")) {
            // Given
            String old = git.getRepository().resolve("origin/main").name();
            forge.post(
                    REPO + "/pushes",
                    "{'refUpdates':[{'name':'refs/heads/main','oldObjectId':'" + old
                            + "'}],'commits':[{'comment':'c','changes':[{'changeType':'add',"
                            + "'item':{'path':'/rest.txt'},'newContent':{'content':'rest'}}]}]}");

            // When
            git.pull().setCredentialsProvider(credentials("ada")).call();

            // Then
            assertThat(git.getRepository().getWorkTree().toPath().resolve("rest.txt"))
                    .hasContent("rest");
        }
    }

    @Test
    void nobodyClonesWithoutAToken() {
        // When
        assertThatThrownBy(() -> Git.cloneRepository()
                        .setURI(forge.forge().base() + "/github/shop/shop.git")
                        .setDirectory(work.resolve("stranger").toFile())
                        .setCredentialsProvider(new UsernamePasswordCredentialsProvider("x", "wrong"))
                        .call())
                // Then
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("not authorized");
    }

    private Git clone(String path, String login) throws Exception {
        return Git.cloneRepository()
                .setURI(forge.forge().base() + path)
                .setDirectory(work.resolve("clone").toFile())
                .setCredentialsProvider(credentials(login))
                .call();
    }

    private UsernamePasswordCredentialsProvider credentials(String login) {
        return new UsernamePasswordCredentialsProvider(login, forge.forge().token(login));
    }

    private static String commit(Git git, String name) throws Exception {
        Files.writeString(git.getRepository().getWorkTree().toPath().resolve(name + ".txt"), name);
        git.add().addFilepattern(".").call();
        return git.commit()
                .setMessage(name)
                .setAuthor("Ada", "ada@millrace.test")
                .setCommitter("Ada", "ada@millrace.test")
                .setSign(false)
                .call()
                .name();
    }

    private RemoteRefUpdate.Status push(Git git, String spec) throws Exception {
        var results = git.push()
                .setRefSpecs(new RefSpec(spec))
                .setCredentialsProvider(credentials("ada"))
                .call();
        String remote = spec.substring(spec.indexOf(':') + 1);
        assertThat(remote).startsWith(Constants.R_HEADS);
        return results.iterator().next().getRemoteUpdate(remote).getStatus();
    }
}
