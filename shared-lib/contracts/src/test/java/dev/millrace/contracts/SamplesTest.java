package dev.millrace.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code eventing/samples} holds one golden event per type. Whoever breaks one breaks events that are on their way. */
class SamplesTest {

    private static final Set<String> CORE =
            Set.of("specversion", "id", "source", "type", "time", "datacontenttype", "data");
    private static final Set<String> ALWAYS = Set.of("tenant", "traceparent", "dataclassification", "partitionkey");
    private static final Set<String> SOMETIMES = Set.of("correlationid", "instanceid", "causationid");

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private static final SchemaValidatorsConfig WITH_FORMATS =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    static Stream<Catalogue.Entry> entries() {
        return Catalogue.all().stream();
    }

    @Test
    void everyTypeHasASampleAndEverySampleAType() {
        // Given
        Set<String> types = entries().map(Catalogue.Entry::type).collect(Collectors.toSet());

        // When
        Set<String> samples = Repository.files(Repository.SAMPLES, ".json").keySet();

        // Then
        assertThat(samples).containsExactlyInAnyOrderElementsOf(types);
    }

    @ParameterizedTest
    @MethodSource("entries")
    void dataIsTheSameAfterReadingAndWritingIt(Catalogue.Entry entry) throws IOException {
        // Given
        JsonNode data = sample(entry).get("data");

        // When
        Payload payload = JSON.treeToValue(data, entry.payload());

        // Then
        assertThat(JSON.readTree(JSON.writeValueAsBytes(payload))).isEqualTo(JSON.readTree(data.toString()));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void dataIsValidByTheSchema(Catalogue.Entry entry) throws IOException {
        // Given
        JsonNode data = sample(entry).get("data");
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(JSON.readTree(read(Repository.SCHEMAS, entry)), WITH_FORMATS);

        // When
        var faults = schema.validate(data);

        // Then
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void schemaRefusesTheDataWithoutOneOfItsRequiredFields(Catalogue.Entry entry) throws IOException {
        // Given
        JsonNode written = JSON.readTree(read(Repository.SCHEMAS, entry));
        var schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(written, WITH_FORMATS);
        ObjectNode data = sample(entry).get("data").deepCopy();

        // When
        data.remove(written.get("required").get(0).textValue());

        // Then
        assertThat(schema.validate(data)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("entries")
    void eventIsACloudEventWithOurAttributes(Catalogue.Entry entry) throws IOException {
        // Given
        JsonNode event = sample(entry);

        // When
        var context = context(event);

        // Then
        Set<String> names = names(event);
        assertThat(names).containsAll(CORE).containsAll(ALWAYS);
        names.removeAll(CORE);
        names.removeAll(ALWAYS);
        assertThat(SOMETIMES).containsAll(names);
        assertThat(text(event, "specversion")).isEqualTo("1.0");
        assertThat(text(event, "type")).isEqualTo(entry.type());
        assertThat(text(event, "datacontenttype")).isEqualTo("application/json");
        assertThat(URI.create(text(event, "source")).toString()).startsWith("/");
        assertThat(OffsetDateTime.parse(text(event, "time"))).isNotNull();
        assertThat(text(event, "traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
        assertThat(text(event, "partitionkey")).isEqualTo(context.partitionKey());
    }

    @ParameterizedTest
    @MethodSource("entries")
    void eventOfATicketIsCorrelatedByIt(Catalogue.Entry entry) throws IOException {
        // Given
        JsonNode event = sample(entry);

        // When
        JsonNode ticket = event.at("/data/ticket");

        // Then
        if (ticket.isObject()) {
            assertThat(JSON.treeToValue(ticket, TicketRef.class))
                    .hasToString(event.path("correlationid").textValue());
        } else if (event.has("correlationid")) {
            assertThat(TicketRef.parse(text(event, "correlationid")))
                    .hasToString(event.path("correlationid").textValue());
        }
    }

    @Test
    void everyExtensionAttributeIsShownByASample() throws IOException {
        // Given
        var shown = new TreeSet<String>();

        // When
        for (Catalogue.Entry entry : Catalogue.all()) {
            shown.addAll(names(sample(entry)));
        }

        // Then
        assertThat(shown).containsAll(SOMETIMES);
    }

    private static Event.Context context(JsonNode event) {
        return new Event.Context(
                new TenantId(text(event, "tenant")),
                event.has("correlationid") ? text(event, "correlationid") : null,
                event.has("instanceid") ? text(event, "instanceid") : null,
                event.has("causationid") ? new EventId(text(event, "causationid")) : null,
                text(event, "traceparent"),
                DataClassification.of(text(event, "dataclassification")));
    }

    private static Set<String> names(JsonNode event) {
        var names = new TreeSet<String>();
        event.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String text(JsonNode event, String attribute) {
        return event.required(attribute).textValue();
    }

    private static JsonNode sample(Catalogue.Entry entry) throws IOException {
        return JSON.readTree(read(Repository.SAMPLES, entry));
    }

    private static String read(Path folder, Catalogue.Entry entry) throws IOException {
        return Files.readString(folder.resolve(entry.type() + ".json"));
    }
}
