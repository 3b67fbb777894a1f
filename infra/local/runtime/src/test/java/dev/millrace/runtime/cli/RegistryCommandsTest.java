package dev.millrace.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.contracts.Digest;
import dev.millrace.contracts.Money;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.ApiKey;
import dev.millrace.contracts.tenant.Budget;
import dev.millrace.contracts.tenant.Tenant;
import dev.millrace.runtime.tenants.TenantFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code millrace tenant}, {@code key} and {@code budget}: what they write and what they say. */
class RegistryCommandsTest {

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void begin() {
        run("tenant", "add", "acme");
        out.getBuffer().setLength(0);
    }

    @Test
    void aKeyIsToldOnceAndKeptAsADigest() throws IOException {
        // When
        int exit = run("key", "add", "acme", "ci", "--project", "web", "--requests-per-minute", "60");

        // Then
        assertThat(exit).isZero();
        String text = told("Text");
        assertThat(text).startsWith("mlr_");
        ApiKey key = tenant().key("ci").orElseThrow();
        assertThat(key.accepts(Digest.of(text), Instant.now())).isTrue();
        assertThat(key.project()).isEqualTo("web");
        assertThat(key.limits().requestsPerMinute()).isEqualTo(60);
        assertThat(Files.readString(file())).doesNotContain(text);
    }

    @Test
    void aRotatedKeyIsGoodForAWhileUnderBothTexts() {
        // Given
        run("key", "add", "acme", "ci");
        String old = told("Text");

        // When
        run("key", "rotate", "acme", "ci", "--grace", "PT1H");

        // Then
        String fresh = told("Text");
        ApiKey key = tenant().key("ci").orElseThrow();
        Instant soon = Instant.now();
        Instant later = soon.plus(Duration.ofHours(2));
        assertThat(List.of(old, fresh)).allMatch(text -> key.accepts(Digest.of(text), soon));
        assertThat(key.accepts(Digest.of(old), later)).isFalse();
        assertThat(key.accepts(Digest.of(fresh), later)).isTrue();
    }

    @Test
    void aRemovedKeyIsGone() {
        // Given
        run("key", "add", "acme", "ci");

        // When
        int exit = run("key", "remove", "acme", "ci");

        // Then
        assertThat(exit).isZero();
        assertThat(tenant().keys()).isEmpty();
        assertThat(run("key", "remove", "acme", "ci")).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void anExpiredKeyIsShownAsOne() {
        // Given
        run("key", "add", "acme", "ci", "--expires-in", "PT-1H");

        // When
        run("key", "show", "acme");

        // Then
        assertThat(out.toString()).containsPattern("ci .* expired");
    }

    @Test
    void budgetsAreSetReplacedAndRemoved() {
        // Given
        run("key", "add", "acme", "ci");
        run("budget", "set", "acme", "100");
        run("budget", "set", "acme", "0.5", "EUR", "--key", "ci", "--period", "day");

        // When
        run("budget", "set", "acme", "250");

        // Then
        assertThat(tenant().budgets())
                .extracting(Budget::name, Budget::cap, Budget::period, Budget::key)
                .containsExactlyInAnyOrder(
                        tuple("tenant", new Money(250_000_000_000L, "USD"), Budget.Period.MONTH, null),
                        tuple("ci", new Money(500_000_000L, "EUR"), Budget.Period.DAY, "ci"));
        run("budget", "remove", "acme", "ci");
        assertThat(tenant().budgets()).extracting(Budget::name).containsExactly("tenant");
    }

    @Test
    void whatTheFileSaysBesideStays() throws IOException {
        // Given
        Files.writeString(file(), "models:\n  tools: []\n  cache: PT5M\ndocs: false\n", StandardOpenOption.APPEND);

        // When
        run("key", "add", "acme", "ci");

        // Then
        assertThat(tenant().models().tools()).isEmpty();
        assertThat(tenant().models().cache()).isEqualTo(Duration.ofMinutes(5));
        assertThat(tenant().docs()).isFalse();
        assertThat(tenant().hook("ado")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key add nobody ci",
                "key add acme Not/A/Name",
                "key rotate acme none",
                "key show nobody",
                "budget set nobody 3",
                "budget set acme -3",
                "budget set acme 3 Euro",
                "budget set acme 0.0000000001",
                "budget set acme 3 --key none",
                "budget remove acme none",
                "tenant add acme"
            })
    void refusesWhatCannotBeWithASentence(String words) {
        // Given
        Tenant before = tenant();

        // When
        int exit = run(words.split(" "));

        // Then
        assertThat(exit).isNotZero();
        assertThat(err.toString()).isNotBlank().doesNotContain("\tat ");
        assertThat(tenant()).isEqualTo(before);
    }

    private int run(String... words) {
        var arguments = new ArrayList<>(List.of(words));
        Collections.addAll(
                arguments,
                "--tenants",
                folder.resolve("tenants").toString(),
                "--data",
                folder.resolve("data").toString());
        CommandLine command =
                Millrace.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments.toArray(String[]::new));
    }

    private String told(String what) {
        return Optional.of(out.toString()
                        .lines()
                        .filter(line -> line.startsWith(what + " "))
                        .toList())
                .filter(lines -> !lines.isEmpty())
                .orElseThrow()
                .getLast()
                .substring(what.length())
                .strip();
    }

    private Path file() {
        return folder.resolve("tenants/acme.yaml");
    }

    private Tenant tenant() {
        return new TenantFiles(folder.resolve("tenants"), folder.resolve("secrets")).get(new TenantId("acme"));
    }
}
