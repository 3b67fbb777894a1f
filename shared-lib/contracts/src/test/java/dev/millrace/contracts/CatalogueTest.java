package dev.millrace.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.contracts.Catalogue.Entry;
import dev.millrace.contracts.events.TicketEvent;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {

    static Stream<Entry> entries() {
        return Catalogue.all().stream();
    }

    @Test
    void knowsEveryPayloadOnce() throws Exception {
        // Given
        List<Class<?>> payloads = payloadsOnTheClassPath();

        // When
        List<Class<?>> known = entries().<Class<?>>map(Entry::payload).toList();

        // Then
        assertThat(known).containsExactlyInAnyOrderElementsOf(payloads).hasSizeGreaterThan(10);
    }

    @ParameterizedTest
    @MethodSource("entries")
    void namesATypeAfterItsTopicAndRecord(Entry entry) {
        // Given
        String topic = entry.payload().getDeclaringClass().getSimpleName().replaceFirst("Event$", "");
        String name = entry.payload().getSimpleName().replaceFirst("V[0-9]+$", "");

        // When
        String expected = "dev.millrace." + topic.toLowerCase(Locale.ROOT) + "." + kebab(name) + ".v";

        // Then
        assertThat(entry.type()).startsWith(expected);
        assertThat(entry.type().substring(expected.length())).matches("[1-9][0-9]*");
    }

    @ParameterizedTest
    @MethodSource("entries")
    void givesAHandlerToCommandsAndNoneToFacts(Entry entry) {
        // Given
        boolean command = entry.payload().getSimpleName().endsWith("Requested");

        // When
        var handler = entry.handler();

        // Then
        assertThat(handler.isPresent()).as("%s has a handler", entry.type()).isEqualTo(command);
        assertThat(handler.orElse("none")).matches("[a-z]+(-[a-z]+)*");
    }

    @ParameterizedTest
    @MethodSource("entries")
    void findsAnEntryByItsType(Entry entry) {
        assertThat(Catalogue.find(entry.type())).contains(entry);
        assertThat(Catalogue.typeOf(entry.payload())).isEqualTo(entry.type());
    }

    @Test
    void findsNothingForAnUnknownType() {
        assertThat(Catalogue.find("dev.millrace.ticket.opened.v0")).isEmpty();
    }

    @Test
    void saysThatAPayloadNeedsAnEventType() {
        assertThatThrownBy(() -> Catalogue.typeOf(TicketEvent.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs an @EventType");
    }

    private static List<Class<?>> payloadsOnTheClassPath() throws URISyntaxException, ClassNotFoundException {
        Path classes = Path.of(Payload.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path events = classes.resolve("dev/millrace/contracts/events");
        var payloads = new ArrayList<Class<?>>();
        for (String name : Repository.files(events, ".class").keySet()) {
            Class<?> type = Class.forName("dev.millrace.contracts.events." + name);
            if (type.isRecord() && Payload.class.isAssignableFrom(type)) {
                payloads.add(type);
            }
        }
        return payloads;
    }

    private static String kebab(String name) {
        return name.replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
