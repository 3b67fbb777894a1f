package dev.millrace.runtime.connect;

import dev.millrace.codehosts.HostException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What to tell people when a code host did not do as asked. */
public final class HostTrouble {

    private HostTrouble() {}

    /** One sentence with its cause, where that is about the way to the host. */
    public static String sentence(HostException failure) {
        return failure.getMessage() + reason(failure.getCause());
    }

    private static String reason(@Nullable Throwable failure) {
        String reason = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            reason = switch (cause) {
                case UnresolvedAddressException unresolved -> " (there is no such host: check --url)";
                case UnknownHostException unknown -> " (there is no such host: check --url)";
                case ConnectException refused -> " (no connection: check --url and the network)";
                case SSLException tls -> " (TLS: " + tls.getMessage() + ")";
                default -> reason;
            };
        }
        return reason;
    }
}
