package dev.millrace.forge.http;

import dev.millrace.forge.core.Core;
import dev.millrace.forge.people.Tokens;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** The one port, on the loopback interface: faults, then the gate, then Git, then the faces. */
public final class ForgeServer implements AutoCloseable {

    private final Server server;
    private final ServerConnector connector;

    private ForgeServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /**
     * Takes the port; nothing is answered before {@link #serve}.
     *
     * @param port 0 for any free one
     */
    public static ForgeServer bind(int port, Core core, Tokens tokens, Faults faults, List<Face> faces)
            throws IOException {
        var threads = new QueuedThreadPool();
        threads.setName("http");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(new VirtualThreadPool());
        var server = new Server(threads);
        var settings = new HttpConfiguration();
        settings.setSendServerVersion(false);
        settings.setRequestHeaderSize(64 * 1024);
        settings.setUriCompliance(UriCompliance.UNSAFE); // grp%2Fapp and heads%2Fmain are one segment each
        var connector = new ServerConnector(server, new HttpConnectionFactory(settings));
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        var context = new ServletContextHandler("/");
        context.getServletHandler().setDecodeAmbiguousURIs(true);
        filter(context, new FaultFilter(faults));
        filter(context, new Gate(tokens, core.people()));
        filter(context, new GitDoor(core).filter());
        context.addServlet(new ServletHolder(new FrontServlet(faces)), "/*");
        server.setHandler(context);
        try {
            connector.open();
        } catch (IOException e) {
            throw new IOException("The port " + port + " is not free; name another one, or 0 for any", e);
        }
        return new ForgeServer(server, connector);
    }

    public void serve() throws IOException {
        try {
            server.start();
        } catch (Exception e) {
            throw new IOException("The server does not start: " + e.getMessage(), e);
        }
    }

    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The server does not stop", e);
        }
    }

    private static void filter(ServletContextHandler context, Filter filter) {
        context.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
    }
}
