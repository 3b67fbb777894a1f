package dev.millrace.platform.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.TenantId;
import dev.millrace.platform.HandClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoriesTest {

    private static final TenantId ACME = new TenantId("acme");

    @TempDir
    private Path folder;

    private final HandClock clock = new HandClock();
    private Directories directories;

    @BeforeEach
    void open() {
        directories = new Directories(Optional.of(folder), clock);
    }

    @Test
    void readsATenantsFileAnewWhenItChanges() throws IOException {
        // Given
        write("people: [{id: ada}]");
        assertThat(directories.find(ACME).orElseThrow().people()).hasSize(1);

        // When
        write("people: [{id: ada}, {id: bob}]");
        clock.advance(Duration.ofSeconds(2));

        // Then
        assertThat(directories.find(ACME).orElseThrow().people()).hasSize(2);
        assertThat(directories.find(new TenantId("globex"))).isEmpty();
    }

    @Test
    void keepsWhatItKnewWhenAFileBecomesWrong() throws IOException {
        // Given
        write("people: [{id: ada}]");
        directories.find(ACME);

        // When
        write("people: [{id: ada, surname: Lovelace}]");
        clock.advance(Duration.ofSeconds(2));

        // Then
        assertThat(directories.find(ACME).orElseThrow().people()).hasSize(1);
    }

    @Test
    void knowsNobodyWithoutAFileOrAFolder() throws IOException {
        // Given
        write("people: [{id: ada}]");
        directories.find(ACME);

        // When
        Files.delete(folder.resolve("acme.yaml"));

        // Then
        assertThat(directories.find(ACME)).isEmpty();
        assertThat(new Directories(Optional.empty(), clock).find(ACME)).isEmpty();
    }

    private void write(String yaml) throws IOException {
        Files.writeString(folder.resolve("acme.yaml"), yaml);
    }
}
