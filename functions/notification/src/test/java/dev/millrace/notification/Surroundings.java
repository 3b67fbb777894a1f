package dev.millrace.notification;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a notification reaches: a mail server and webhooks, both real; and the folder with team directories. Tests get at
 * them by fields of these types.
 */
@SuppressWarnings("NullAway.Init") // start comes first
public final class Surroundings implements QuarkusTestResourceLifecycleManager {

    private GreenMail mail;
    private HookServer hooks;
    private Teams teams;

    /** The team directories. */
    public record Teams(Path folder) {

        public void write(String tenant, String yaml) {
            try {
                Files.writeString(folder.resolve(tenant + ".yaml"), yaml);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public Map<String, String> start() {
        mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        mail.start();
        hooks = HookServer.start();
        try {
            teams = new Teams(Files.createTempDirectory("millrace-directory"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of(
                "millrace.directory.folder",
                teams.folder().toString(),
                "millrace.smtp.url",
                "smtp://127.0.0.1:" + mail.getSmtp().getPort());
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(mail, new TestInjector.MatchesType(GreenMail.class));
        injector.injectIntoFields(hooks, new TestInjector.MatchesType(HookServer.class));
        injector.injectIntoFields(teams, new TestInjector.MatchesType(Teams.class));
    }

    @Override
    public void stop() {
        hooks.close();
        mail.stop();
    }
}
