package dev.millrace.codehosts.gitlab;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** What a job wrote, as plain text. */
record JobLog(String job, String text) {

    /** What a runner folds, and colours. */
    private static final Pattern MARKS =
            Pattern.compile("section_(start|end):[0-9]+:[^\\r\\n]*\\r|\\x1b\\[[0-9;?]*[ -/]*[@-~]");

    static JobLog of(String job, String trace) {
        return new JobLog(
                job, MARKS.matcher(trace).replaceAll("").replace("\r\n", "\n").replace('\r', '\n'));
    }

    /** The ends of all, one after the other, each under its name. Those that are short leave their room to the others. */
    static String ends(List<JobLog> logs, int bytes) {
        var text = new StringBuilder();
        int room = bytes;
        for (int i = 0; i < logs.size(); i++) {
            int share = room / (logs.size() - i);
            String title = "Job '" + logs.get(i).job() + "':\n";
            String part = title + end(logs.get(i).text(), Math.max(0, share - length(title)));
            String fitting = end(part, share);
            text.append(fitting);
            room -= length(fitting);
        }
        return text.toString();
    }

    /** @param most UTF-8 bytes */
    static String end(String text, int most) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int start = Math.max(0, utf8.length - most);
        while (start < utf8.length && (utf8[start] & 0xc0) == 0x80) {
            start++;
        }
        return new String(utf8, start, utf8.length - start, StandardCharsets.UTF_8);
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
