package dev.millrace.platform.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;

/** Logs one JSON object per line: time, level, function, logger, message, the agreed keys, error. */
@Singleton
public class JsonLog extends ExtFormatter {

    private static final JsonFactory JSON = new JsonFactory();

    private final String function;

    JsonLog(@ConfigProperty(name = "quarkus.application.name") String function) {
        this.function = function;
    }

    void install(@Observes StartupEvent start, @ConfigProperty(name = "millrace.log.json") boolean wanted) {
        if (wanted) {
            for (Handler handler : Logger.getLogger("").getHandlers()) {
                setFormatter(handler);
            }
        }
    }

    private void setFormatter(Handler handler) {
        if (handler instanceof org.jboss.logmanager.ExtHandler parent && parent.getHandlers().length > 0) {
            for (Handler child : parent.getHandlers()) {
                setFormatter(child);
            }
        } else {
            handler.setFormatter(this);
        }
    }

    @Override
    public String format(ExtLogRecord record) {
        var line = new StringWriter(256);
        try (JsonGenerator out = JSON.createGenerator(line)) {
            out.writeStartObject();
            out.writeStringField("time", record.getInstant().toString());
            out.writeStringField("level", record.getLevel().getName());
            out.writeStringField("function", function);
            out.writeStringField("logger", record.getLoggerName());
            out.writeStringField("message", formatMessage(record));
            for (Map.Entry<String, String> key : record.getMdcCopy().entrySet()) {
                out.writeStringField(key.getKey(), key.getValue());
            }
            if (record.getThrown() != null) {
                out.writeStringField("error", stackTrace(record.getThrown()));
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.append('\n').toString();
    }

    private static String stackTrace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
