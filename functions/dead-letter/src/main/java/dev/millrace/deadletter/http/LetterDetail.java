package dev.millrace.deadletter.http;

import com.fasterxml.jackson.databind.JsonNode;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One dead letter with everything.
 *
 * @param error the beginning of the last answer that the destination gave, empty when it gave none
 * @param event in the JSON event format; data that is no valid JSON is in {@code data_base64}
 */
record LetterDetail(
        LetterView letter,
        String error,

        @Schema(type = SchemaType.OBJECT, implementation = Object.class)
        JsonNode event) {}
