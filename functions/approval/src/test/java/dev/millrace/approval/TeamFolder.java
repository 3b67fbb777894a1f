package dev.millrace.approval;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The folder with team directories. Tests get at it by a field of this type. */
@SuppressWarnings("NullAway.Init") // start comes first
public class TeamFolder implements QuarkusTestResourceLifecycleManager {

    private Path folder;

    @Override
    public Map<String, String> start() {
        try {
            folder = Files.createTempDirectory("millrace-directory");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of("millrace.directory.folder", folder.toString());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(TeamFolder.class));
    }

    public void write(String tenant, String yaml) {
        try {
            Files.writeString(folder.resolve(tenant + ".yaml"), yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        // The machine clears its folder for temporary files.
    }
}
