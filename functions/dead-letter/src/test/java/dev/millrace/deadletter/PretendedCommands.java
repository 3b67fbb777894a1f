package dev.millrace.deadletter;

import dev.millrace.contracts.Catalogue;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;

/** The catalogue with more commands, so that the tests need not follow its growth. */
@Alternative
@Priority(1)
@Singleton
public class PretendedCommands implements Handlers {

    public static final String DRAFT = "dev.millrace.test.draft-requested.v1";
    public static final String NOTIFY = "dev.millrace.test.notification-requested.v1";
    public static final String BOOK = "dev.millrace.test.booking-requested.v1";

    private static final Map<String, String> MORE =
            Map.of(DRAFT, "pr-writer", NOTIFY, "notification", BOOK, "cost-write");

    @Override
    public Optional<String> of(String type) {
        return Optional.ofNullable(MORE.get(type)).or(() -> Catalogue.find(type).flatMap(Catalogue.Entry::handler));
    }
}
