package dev.millrace.prwriter;

import dev.millrace.forge.Forge;
import dev.millrace.forge.ForgeSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/**
 * One forge for all test classes of a run: the function looks at the tenants' registry once a second only, so a forge of
 * each class would be asked for at the address of the last one.
 */
final class SharedForge {

    private static final Forge FORGE = start();

    private SharedForge() {}

    static Forge get() {
        return FORGE;
    }

    private static Forge start() {
        try {
            return Forge.start(ForgeSettings.in(Files.createTempDirectory("millrace-forge")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
