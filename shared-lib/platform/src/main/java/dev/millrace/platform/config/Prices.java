package dev.millrace.platform.config;

import dev.millrace.contracts.price.PriceBook;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The price book of this installation. */
@Singleton
public class Prices {

    private final Optional<LiveFile<PriceBook>> file;

    Prices(@ConfigProperty(name = "millrace.prices.file") Optional<Path> file, Clock clock) {
        this.file = file.map(path -> new LiveFile<>(path, PriceBook.class, clock));
    }

    /** @return empty as long as there is no valid book */
    public Optional<PriceBook> book() {
        return file.map(LiveFile::get);
    }
}
