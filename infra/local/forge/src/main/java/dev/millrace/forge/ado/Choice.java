package dev.millrace.forge.ado;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** An enumeration whose values clients send by name or by number. */
public record Choice(Map<String, String> names) {

    /** @param pairs number and name in turn */
    public static Choice of(Object... pairs) {
        var names = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            names.put(pairs[i].toString(), pairs[i + 1].toString());
        }
        return new Choice(names);
    }

    /** The name of a value; a value that is unknown comes back as it is. */
    public String name(String value) {
        String byNumber = names.get(value);
        if (byNumber != null) {
            return byNumber;
        }
        return names.values().stream()
                .filter(name -> name.equalsIgnoreCase(value))
                .findFirst()
                .orElse(value);
    }

    /** The name of a field's value. */
    public String name(JsonNode body, String field, String otherwise) {
        JsonNode value = body.path(field);
        return value.isMissingNode() || value.isNull() ? otherwise : name(value.asText());
    }
}
