package dev.millrace.forge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {

    private record Note(long number, String text) {

        static final Kind<Note> KIND = Kind.numbered("note", Note.class, Note::number);
    }

    @TempDir
    Path folder;

    @Test
    void whatWasWrittenIsThereAfterReopening() {
        // Given
        try (Store store = open()) {
            store.change(draft -> draft.put(Note.KIND, new Note(draft.next("note"), "first")));
            store.change(draft -> draft.put(Note.KIND, new Note(draft.next("note"), "second")));
            store.change(draft -> draft.remove(Note.KIND, "1"));
        }

        // When
        try (Store again = open()) {
            long next = again.write(draft -> draft.next("note"));

            // Then
            assertThat(again.all(Note.KIND)).containsExactly(new Note(2, "second"));
            assertThat(next).isEqualTo(3);
        }
    }

    @Test
    void aTornLastLineIsForgottenAndWritingGoesOn() throws IOException {
        // Given
        try (Store store = open()) {
            store.change(draft -> draft.put(Note.KIND, new Note(1, "whole")));
        }
        Files.writeString(file(), "[[\"note\",\"2\",{\"number\":2,\"te", StandardOpenOption.APPEND);

        // When
        try (Store store = open()) {
            store.change(draft -> draft.put(Note.KIND, new Note(3, "later")));
        }

        // Then
        try (Store store = open()) {
            assertThat(store.all(Note.KIND)).containsExactly(new Note(1, "whole"), new Note(3, "later"));
        }
    }

    @Test
    void anInterruptedWriterSpoilsNothingForTheOthers() throws InterruptedException {
        // Given
        try (Store store = open()) {
            Thread writer = Thread.ofPlatform().start(() -> {
                Thread.currentThread().interrupt();
                store.change(draft -> draft.put(Note.KIND, new Note(1, "interrupted")));
            });
            writer.join();

            // When
            store.change(draft -> draft.put(Note.KIND, new Note(2, "later")));
        }

        // Then
        try (Store store = open()) {
            assertThat(store.all(Note.KIND)).containsExactly(new Note(1, "interrupted"), new Note(2, "later"));
        }
    }

    @Test
    void aBrokenLineInTheMiddleIsNotReadOver() throws IOException {
        // Given
        Files.writeString(file(), "[[\"note\",\"1\",{\"numb\n[]\n");

        // When
        assertThatThrownBy(this::open)
                // Then
                .hasMessageContaining("restore the file");
    }

    @Test
    void aTransactionThatThrowsChangesNothing() {
        try (Store store = open()) {
            // When
            assertThatThrownBy(() -> store.change(draft -> {
                        draft.put(Note.KIND, new Note(1, "half"));
                        throw new IllegalStateException("no");
                    }))
                    .hasMessage("no");

            // Then
            assertThat(store.all(Note.KIND)).isEmpty();
            assertThat(Files.exists(file()) && file().toFile().length() > 0).isFalse();
        }
    }

    @Test
    void aTransactionSeesItsOwnChanges() {
        try (Store store = open()) {
            // When
            List<Boolean> seen = store.write(draft -> {
                draft.put(Note.KIND, new Note(1, "text"));
                boolean made = draft.find(Note.KIND, 1).isPresent();
                draft.remove(Note.KIND, "1");
                return List.of(made, draft.find(Note.KIND, 1).isPresent());
            });

            // Then
            assertThat(seen).containsExactly(true, false);
        }
    }

    @Test
    void aJournalThatIsMostlyHistoryShrinksAtTheNextStart() {
        // Given
        try (Store store = open()) {
            for (int i = 0; i < 1200; i++) {
                String text = "version " + i;
                store.change(draft -> draft.put(Note.KIND, new Note(1, text)));
            }
        }
        long before = file().toFile().length();

        // When
        try (Store store = open()) {
            // Then
            assertThat(store.all(Note.KIND)).containsExactly(new Note(1, "version 1199"));
            assertThat(file().toFile().length()).isLessThan(before / 100);
        }
    }

    private Path file() {
        return folder.resolve("journal.jsonl");
    }

    private Store open() {
        return Store.open(file(), List.of(Note.KIND));
    }
}
