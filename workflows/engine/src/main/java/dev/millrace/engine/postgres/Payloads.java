package dev.millrace.engine.postgres;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.StringValue;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.HistoryEvent;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes the payload out of an event that is too large for the history, and puts it back. */
final class Payloads {

    /** Events up to this size stay whole. */
    static final int INLINE = 32 << 10;

    private static final Set<String> NAMES = Set.of("input", "result");

    private Payloads() {}

    /** The payload of an event, if it has a large one. */
    static @Nullable String large(HistoryEvent event) {
        if (event.getSerializedSize() <= INLINE) {
            return null;
        }
        for (Object body : event.getAllFields().values()) {
            if (body instanceof Message message) {
                String payload = payload(message);
                if (payload != null && payload.length() > INLINE / 4) {
                    return payload;
                }
            }
        }
        return null;
    }

    private static @Nullable String payload(Message message) {
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            if (NAMES.contains(field.getKey().getName()) && field.getValue() instanceof StringValue value) {
                return value.getValue();
            }
        }
        return null;
    }

    /** The same event with another payload. */
    static HistoryEvent with(HistoryEvent event, String payload) {
        var builder = event.toBuilder();
        for (Map.Entry<FieldDescriptor, Object> body : event.getAllFields().entrySet()) {
            if (body.getValue() instanceof Message message && payload(message) != null) {
                builder.setField(body.getKey(), replaced(message, payload));
            }
        }
        return builder.build();
    }

    private static Message replaced(Message message, String payload) {
        Message.Builder builder = message.toBuilder();
        for (FieldDescriptor field : message.getAllFields().keySet()) {
            if (NAMES.contains(field.getName())) {
                builder.setField(field, StringValue.of(payload));
            }
        }
        return builder.build();
    }
}
