package dev.millrace.runtime.house;

import com.zaxxer.hikari.HikariDataSource;
import dev.millrace.runtime.broker.Broker;
import dev.millrace.runtime.broker.BrokerSettings;
import dev.millrace.runtime.broker.Surroundings;
import dev.millrace.runtime.broker.topology.Destination;
import dev.millrace.runtime.broker.topology.Trigger;
import dev.millrace.runtime.gateway.Gateway;
import dev.millrace.runtime.gateway.Routes;
import dev.millrace.runtime.operator.OperatorApi;
import dev.millrace.runtime.operator.StatusBoard;
import dev.millrace.runtime.serving.Serving;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The whole platform on one machine, running. Closing it ends everything it started. */
public final class House implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    /** Events that one Trigger has in flight at most. */
    private static final int IN_FLIGHT = 32;

    private static final int EVENT_LOOPS = 2;

    private final Foundation foundation;
    private final Vertx vertx;
    private final ModelEndpoint model;
    private final HttpServer inside;
    private final HikariDataSource pool;
    private final Broker broker;
    private final Serving serving;
    private final Gateway gateway;
    private final RunningFile running;
    private final URI gatewayAddress;
    private final URI insideAddress;

    private House(Site site, Foundation foundation, Watchers watchers, Progress progress)
            throws IOException, SQLException {
        this.foundation = foundation;
        Blueprint blueprint = foundation.blueprint();
        progress.step("broker and serving");
        foundation.postgres().listen(watchers.postgres());
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS));
        model = await(ModelEndpoint.open(vertx, System.getenv(), foundation.secrets(), progress));
        MailRelay.provide(System.getenv(), foundation.secrets(), progress);
        EnvironmentSecrets.SIGN_IN.provide(System.getenv(), foundation.secrets());
        inside = vertx.createHttpServer(Broker.serverOptions());
        pool = foundation.brokerPool();
        int port = foundation.ports().take();
        insideAddress = URI.create("http://127.0.0.1:" + port);
        serving = new Serving(
                vertx,
                blueprint.services(),
                foundation.launches(insideAddress.resolve(blueprint.topology().path())),
                foundation.processes(),
                foundation.ports(),
                watchers.serving());
        broker = new Broker(
                blueprint.topology(),
                BrokerSettings.standard(),
                Surroundings.of(vertx, pool, serving, trigger -> concurrency(blueprint, trigger), watchers.broker()));
        gateway = new Gateway(
                vertx,
                Routes.of(blueprint.routes(), blueprint.services()),
                serving,
                Gateway.LOOPBACK_NAMES,
                new SecureRandom());
        var board = new StatusBoard(
                new StatusBoard.Parts(
                        vertx, serving, broker, foundation.postgres(), pool, gateway::answers, site.data()),
                foundation.operatorToken(),
                Clock.systemUTC());
        var operator = new OperatorApi(vertx, foundation.operatorToken(), board);
        await(inside.requestHandler(operator.before(broker.ingress())).listen(port, "127.0.0.1"));
        broker.start();
        serving.start();
        gatewayAddress = URI.create("http://localhost:" + await(gateway.open(site.port())));
        foundation.tell(gatewayAddress);
        running = RunningFile.write(
                site.data(),
                new RunningFile.Content(
                        ProcessHandle.current().pid(), gatewayAddress, insideAddress, Instant.now(), site.tenants()));
    }

    /**
     * Starts everything; when it returns, the gateway is open.
     *
     * @throws IOException when PostgreSQL does not run or the port is taken; the message says what to do
     */
    public static House start(Site site, Watchers watchers, Progress progress)
            throws IOException, InterruptedException, SQLException {
        Foundation foundation = Foundation.lay(site, Blueprint.read(site.root()), progress);
        try {
            return new House(site, foundation, watchers, progress);
        } catch (IOException | SQLException | RuntimeException e) {
            foundation.close();
            throw e;
        }
    }

    /** The public door. */
    public URI gateway() {
        return gatewayAddress;
    }

    /** Ends functions first, while broker and database still take what they have to say. */
    @Override
    public void close() {
        running.delete();
        try {
            await(gateway.close());
            serving.close();
            broker.close();
            await(inside.close());
            await(model.close());
            pool.close();
            await(vertx.close());
        } catch (IOException e) {
            System.getLogger(House.class.getName())
                    .log(System.Logger.Level.WARNING, "Not everything stopped cleanly: " + e.getMessage());
        } finally {
            foundation.close();
        }
    }

    /** A subscriber that takes hundreds at once would get all its instances started and the machine's cores fought over. */
    private static int concurrency(Blueprint blueprint, Trigger trigger) {
        int most = switch (trigger.subscriber()) {
            case Destination.Service service -> blueprint.concurrency(service.name());
            case Destination.Address address ->
                blueprint.concurrency(address.uri().toString());
        };
        return Math.min(most, IN_FLIGHT);
    }

    private static <T> T await(Future<T> future) throws IOException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new IOException("It took longer than " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }
}
