package dev.millrace.contracts;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.CustomPropertyDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.MemberScope;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a payload as JSON Schema, draft 2020-12. What is {@code @Nullable} may be null or missing, everything else is
 * required; unknown properties are allowed, since payloads evolve by optional fields.
 */
final class Schemas {

    /** Records that are a plain text in JSON, with what their constructors demand of it. */
    private static final Map<Class<?>, Map<String, Object>> TEXTS = Map.of(
            Digest.class, Map.of("pattern", "^[0-9a-f]{64}$"),
            TenantId.class, Map.of("pattern", "^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"),
            ContentRef.class, Map.of("pattern", "^content:[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?/[0-9a-f]{64}$"),
            EventId.class, Map.of("minLength", 1, "maxLength", 255));

    private final SchemaGenerator generator;

    Schemas() {
        var config = new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON);
        config.with(new JacksonModule(JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY));
        config.forFields()
                .withRequiredCheck(field -> !isNullable(field))
                .withNullableCheck(Schemas::isNullable)
                .withCustomDefinitionProvider(Schemas::source);
        config.forTypesInGeneral()
                .withPropertySorter(Comparator.comparingInt(Schemas::position))
                .withCustomDefinitionProvider(Schemas::definition);
        generator = new SchemaGenerator(config.build());
    }

    JsonNode of(Catalogue.Entry entry) {
        ObjectNode generated = generator.generateSchema(entry.payload());
        ObjectNode schema = generated.objectNode();
        schema.set("$schema", generated.remove("$schema"));
        schema.put("$id", "urn:millrace:schema:" + entry.type());
        schema.put("title", entry.type());
        schema.setAll(generated);
        return schema;
    }

    private static boolean isNullable(FieldScope field) {
        return field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** The source of an event may be relative; other addresses may not. */
    private static @Nullable CustomPropertyDefinition source(FieldScope field, SchemaGenerationContext context) {
        return field.getName().equals("source") && field.getType().isInstanceOf(URI.class)
                ? new CustomPropertyDefinition(
                        text(context).put("format", "uri-reference"), CustomDefinition.EXCLUDING_ATTRIBUTES)
                : null;
    }

    /** The order of the record's components, which reflection guarantees; it does not for fields. */
    private static int position(MemberScope<?, ?> member) {
        RecordComponent[] components = member.getDeclaringType().getErasedType().getRecordComponents();
        List<String> names =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        return names.indexOf(member.getName());
    }

    private static @Nullable CustomDefinition definition(ResolvedType type, SchemaGenerationContext context) {
        Class<?> text = type.getErasedType();
        if (!text.isRecord() || !isText(text)) {
            return null;
        }
        Map<String, Object> demands = TEXTS.get(text);
        if (demands == null) {
            throw new IllegalStateException(text + " is a text in JSON: say in Schemas.TEXTS what it looks like");
        }
        ObjectNode definition = text(context);
        demands.entrySet().stream()
                .sorted(Map.Entry.<String, Object>comparingByKey().reversed())
                .forEach(demand -> definition.putPOJO(demand.getKey(), demand.getValue()));
        return new CustomDefinition(
                definition, CustomDefinition.INLINE_DEFINITION, CustomDefinition.INCLUDING_ATTRIBUTES);
    }

    private static ObjectNode text(SchemaGenerationContext context) {
        return context.getGeneratorConfig().createObjectNode().put("type", "string");
    }

    private static boolean isText(Class<?> type) {
        return Arrays.stream(type.getMethods()).anyMatch(method -> method.isAnnotationPresent(JsonValue.class));
    }
}
