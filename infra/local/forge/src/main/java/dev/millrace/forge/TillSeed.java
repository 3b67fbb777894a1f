package dev.millrace.forge;

import dev.millrace.forge.core.Core;
import dev.millrace.forge.git.Edit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A small real project: the till of a shop, with documentation, a changelog, and tests that its pipeline runs. */
public final class TillSeed {

    private static final List<String> FILES = List.of(
            "README.md",
            "CHANGELOG.md",
            "CODEOWNERS",
            "azure-pipelines.yml",
            "prices/apple",
            "prices/pear",
            "prices/plum");
    private static final List<String> PROGRAMS = List.of("till.sh", "test.sh");

    private final Core core;

    public TillSeed(Core core) {
        this.core = core;
    }

    /** Makes the project, without tickets, unless there is one of that name. */
    public void sow(String name) {
        if (core.projects().find(name).isEmpty()) {
            new Seed(core).plant(name, "The till of a small shop", "feat: a till that adds up baskets", edits());
        }
    }

    private static List<Edit> edits() {
        List<Edit> edits = new ArrayList<>();
        FILES.forEach(file -> edits.add(new Edit.Add(file, content(file))));
        for (String program : PROGRAMS) {
            edits.add(new Edit.Add(program, content(program)));
            edits.add(new Edit.Executable(program, true));
        }
        return edits;
    }

    private static byte[] content(String file) {
        try (InputStream in = Objects.requireNonNull(TillSeed.class.getResourceAsStream("till/" + file), file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The till's " + file + " cannot be read", e);
        }
    }
}
