package dev.millrace.notification.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that answers as it is told: by the verb, such as {@code RCPT}; {@code DATA.} is the end of a mail. */
final class ScriptedSmtp implements AutoCloseable {

    /** Instead of an answer. */
    static final String CUT = "cut";

    static final String SILENCE = "silence";

    private static final Map<String, String> USUAL =
            Map.of("HELLO", "220 here", "DATA", "354 go on", "DATA.", "250 kept", "QUIT", "221 bye");

    private final ServerSocket server;
    private final Map<String, String> answers;
    private final List<String> kept = new CopyOnWriteArrayList<>();

    ScriptedSmtp(Map<String, String> answers) {
        this.answers = Map.copyOf(answers);
        try {
            server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Mails whose end was reached, whatever the answer to it was. */
    List<String> kept() {
        return kept;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> converse(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            OutputStream out = socket.getOutputStream();
            boolean goesOn = answer(out, "HELLO");
            while (goesOn) {
                String line = in.readLine();
                if (line == null) {
                    return;
                }
                String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                goesOn = answer(out, verb);
                if (goesOn && verb.equals("DATA") && !answers.containsKey("DATA")) {
                    kept.add(mail(in));
                    goesOn = answer(out, "DATA.");
                }
            }
        } catch (IOException gone) {
            // The client hung up.
            return;
        }
    }

    private static String mail(BufferedReader in) throws IOException {
        var mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append('\n');
        }
        return mail.toString();
    }

    /** @return whether the conversation goes on */
    private boolean answer(OutputStream out, String verb) throws IOException {
        String answer = answers.getOrDefault(verb, USUAL.getOrDefault(verb, "250 fine"));
        if (answer.equals(SILENCE)) {
            return true;
        }
        if (answer.equals(CUT)) {
            return false;
        }
        out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return !verb.equals("QUIT");
    }
}
