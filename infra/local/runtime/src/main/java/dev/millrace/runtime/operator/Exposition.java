package dev.millrace.runtime.operator;

import java.time.Duration;
import java.util.Map;

/** Text in Prometheus' exposition format, version 0.0.4. For one use, by one thread. */
final class Exposition {

    /** The media type of the text. */
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final StringBuilder text = new StringBuilder(4_096);
    private String name = "";

    /** Begins a metric; the samples that follow are its own. */
    Exposition metric(String metric, String kind, String help) {
        name = metric;
        text.append("# HELP ").append(metric).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(metric).append(' ').append(kind).append('\n');
        return this;
    }

    Exposition sample(Map<String, String> labels, long value) {
        return sample("", labels, Long.toString(value));
    }

    Exposition sample(Map<String, String> labels, Duration value) {
        return sample("", labels, seconds(value));
    }

    /** One line of a summary. */
    Exposition sum(Map<String, String> labels, Duration value) {
        return sample("_sum", labels, seconds(value));
    }

    /** One line of a summary. */
    Exposition count(Map<String, String> labels, long value) {
        return sample("_count", labels, Long.toString(value));
    }

    private Exposition sample(String suffix, Map<String, String> labels, String value) {
        text.append(name).append(suffix);
        if (!labels.isEmpty()) {
            text.append('{');
            String separator = "";
            for (Map.Entry<String, String> label : labels.entrySet()) {
                text.append(separator).append(label.getKey()).append("=\"");
                text.append(label.getValue()
                        .replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n"));
                text.append('"');
                separator = ",";
            }
            text.append('}');
        }
        text.append(' ').append(value).append('\n');
        return this;
    }

    private static String seconds(Duration duration) {
        return Double.toString(duration.toNanos() / 1e9);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
