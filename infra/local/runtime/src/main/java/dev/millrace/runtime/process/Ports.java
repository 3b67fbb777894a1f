package dev.millrace.runtime.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Hands out free ports on loopback. They lie below the range from which operating systems serve outgoing connections, so
 * that none of those can take a port between its choice and its use; and none is given to two instances at once.
 */
public final class Ports {

    private static final int FIRST = 20_000;
    private static final int LAST = 29_999;
    private static final int ATTEMPTS = 1_000;

    private final RandomGenerator random;
    private final Set<Integer> taken = new HashSet<>();

    public Ports(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Takes a free port until it is given back.
     *
     * @throws IllegalStateException when none is free
     */
    public synchronized int take() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = random.nextInt(FIRST, LAST + 1);
            if (!taken.contains(port) && isFree(port)) {
                taken.add(port);
                return port;
            }
        }
        throw new IllegalStateException("No free port between " + FIRST + " and " + LAST + " on loopback");
    }

    public synchronized void giveBack(int port) {
        taken.remove(port);
    }

    /** Whether a server could listen there now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException inUse) {
            return false;
        }
    }
}
