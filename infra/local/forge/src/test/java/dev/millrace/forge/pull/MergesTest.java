package dev.millrace.forge.pull;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.forge.TestForge;
import dev.millrace.forge.core.Core;
import dev.millrace.forge.git.CommitNote;
import dev.millrace.forge.git.Edit;
import dev.millrace.forge.git.GitRepo;
import dev.millrace.forge.git.RefMove;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.project.Repo;
import dev.millrace.forge.push.NewCommit;
import dev.millrace.forge.push.Pushed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergesTest {

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
    void aMergeHasTwoParentsASquashHasOne() {
        // Given
        PullRequest merged = open("one");
        PullRequest squashed = open("two");

        // When
        core().merges().complete(merged, MergeWish.of(MergeWish.Style.MERGE), by());
        CommitNote merge = head();
        core().merges().complete(squashed, MergeWish.of(MergeWish.Style.SQUASH), by());
        CommitNote squash = head();

        // Then
        assertThat(merge.parents()).hasSize(2);
        assertThat(squash.parents()).containsExactly(merge.id());
        assertThat(git().file(squash.id(), "one.txt")).isPresent();
        assertThat(git().file(squash.id(), "two.txt")).isPresent();
    }

    @Test
    void aRebasePutsEveryCommitOnTheTarget() {
        // Given
        PullRequest pull = open("topic");
        commit("topic", "more");
        commit("main", "meanwhile");

        // When
        core().merges().complete(pull, MergeWish.of(MergeWish.Style.REBASE), by());

        // Then
        List<String> titles = git().history().log(head().id(), null, "", 0, 3).stream()
                .map(CommitNote::title)
                .toList();
        assertThat(titles).containsExactly("more", "topic", "meanwhile");
        assertThat(head().parents()).hasSize(1);
    }

    @Test
    void aMergeThatACrashInterruptedAfterGitIsFinishedAtTheStart() {
        // Given
        PullRequest pull = open("topic");
        String merge = half(pull);
        git().move("refs/heads/main", git().branch("main").orElseThrow(), merge);

        // When
        forge.restart();

        // Then
        PullRequest found = core().pulls().find(pull.number()).orElseThrow();
        assertThat(found.state()).isEqualTo(PullRequest.State.MERGED);
        assertThat(found.mergeCommit()).isEqualTo(merge);
    }

    @Test
    void aMergeThatACrashInterruptedBeforeGitIsForgotten() {
        // Given
        PullRequest pull = open("topic");
        half(pull);

        // When
        forge.restart();

        // Then
        PullRequest found = core().pulls().find(pull.number()).orElseThrow();
        assertThat(found.isOpen()).isTrue();
        assertThat(found.mergeCommit()).isNull();
    }

    @Test
    void aPushThatACrashHidFromTheModelIsNoticedAtTheStart() {
        // Given
        PullRequest pull = open("topic");
        String tree = git().commit(pull.head()).orElseThrow().tree();
        var signature = by().signature(core().clock().instant());
        String unseen = git().editor().commit(tree, List.of(pull.head()), signature, signature, "unseen");
        RefMove moved = git().move("refs/heads/topic", pull.head(), unseen);

        // When
        forge.restart();

        // Then
        assertThat(moved).isInstanceOf(RefMove.Moved.class);
        assertThat(core().pulls().find(pull.number()).orElseThrow().head()).isEqualTo(unseen);
    }

    @Test
    void aRepositoryOfTenThousandFilesIsEditedAndMerged() {
        // Given
        List<Edit> edits = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            edits.add(new Edit.Add("many/" + i % 100 + "/" + i + ".txt", bytes("file " + i)));
        }
        core().pushes()
                .commit(repo(), "main", Optional.empty(), Optional.empty(), List.of(NewCommit.of("many", edits)), by());
        PullRequest pull = open("topic");

        // When
        Completion completion = core().merges().complete(pull, MergeWish.of(MergeWish.Style.MERGE), by());

        // Then
        assertThat(completion).isInstanceOf(Completion.Merged.class);
        assertThat(git().list(head().id(), "many", true)).hasSize(10_100);
    }

    private Core core() {
        return forge.forge().core();
    }

    private Person by() {
        return core().people().join("ada");
    }

    private Repo repo() {
        return core().projects().repos().getFirst();
    }

    private GitRepo git() {
        return core().projects().git(repo());
    }

    private CommitNote head() {
        return git().branch("main").flatMap(git()::commit).orElseThrow();
    }

    /** Commits a file of the message's name; a new branch grows from main. */
    private void commit(String branch, String name) {
        Pushed pushed = core().pushes()
                .commit(
                        repo(),
                        branch,
                        Optional.empty(),
                        git().branch("main"),
                        List.of(NewCommit.of(name, List.of(new Edit.Add(name + ".txt", bytes(name))))),
                        by());
        assertThat(pushed).isInstanceOf(Pushed.Done.class);
    }

    private PullRequest open(String branch) {
        commit(branch, branch);
        Opened opened = core().pulls()
                .open(
                        new NewPull(
                                repo().number(), branch, "", branch, "main", false, List.of(), List.of(), List.of()),
                        by());
        assertThat(opened).isInstanceOf(Opened.Fresh.class);
        return ((Opened.Fresh) opened).pull();
    }

    /** What a merge leaves in the store before it moves the branch; returns the commit. */
    private String half(PullRequest pull) {
        var signature = by().signature(core().clock().instant());
        String tree = git().commit(pull.head()).orElseThrow().tree();
        String merge = git().editor().commit(tree, List.of(head().id(), pull.head()), signature, signature, "half");
        core().store().change(draft -> draft.put(PullRequest.KIND, pull.merging(merge, pull.changed())));
        return merge;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
