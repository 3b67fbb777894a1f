package dev.millrace.modeldispatch.route;

import dev.millrace.modeldispatch.DispatchConfig;
import dev.millrace.platform.config.LiveFile;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** The routing table of this installation, as its file is now. */
@Singleton
public class Routes {

    private final LiveFile<RouteTable> file;

    Routes(DispatchConfig settings, Config environment, Clock clock) {
        this.file = LiveFile.of(
                settings.file(),
                RouteFile.class,
                document -> document.resolve(name -> environment.getOptionalValue(name, String.class)),
                clock);
    }

    /** Empty as long as there is no valid file. */
    public RouteTable table() {
        return Optional.ofNullable(file.get()).orElse(RouteTable.EMPTY);
    }
}
