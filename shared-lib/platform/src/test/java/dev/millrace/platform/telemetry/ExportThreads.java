package dev.millrace.platform.telemetry;

import java.util.List;

/** The threads that send spans: without one of them nothing is connected to and nothing leaves. */
final class ExportThreads {

    private static final String NAME = "BatchSpanProcessor";

    private ExportThreads() {}

    static List<String> names() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith(NAME))
                .toList();
    }
}
