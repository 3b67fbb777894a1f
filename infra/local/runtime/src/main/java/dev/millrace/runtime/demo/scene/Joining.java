package dev.millrace.runtime.demo.scene;

import dev.millrace.codehosts.CodeHost;
import dev.millrace.codehosts.CodeHosts;
import dev.millrace.codehosts.http.Patience;
import dev.millrace.codehosts.http.Timing;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.tenant.Budget;
import dev.millrace.contracts.tenant.Tenant;
import dev.millrace.runtime.connect.Connection;
import dev.millrace.runtime.connect.Connections;
import dev.millrace.runtime.connect.Enrolment;
import dev.millrace.runtime.connect.Right;
import dev.millrace.runtime.connect.Rights;
import dev.millrace.runtime.connect.Wish;
import dev.millrace.runtime.journey.Team;
import dev.millrace.runtime.journey.access.Shop;
import dev.millrace.runtime.secrets.SecretStore;
import dev.millrace.runtime.tenants.TenantFiles;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes a shop a project of the demo's tenant, as {@code millrace connect --public-url} does it. */
public final class Joining {

    public static final TenantId TENANT = new TenantId("demo");

    private static final Budget BUDGET =
            new Budget("tenant", new BigDecimal("25"), "USD", Budget.Period.MONTH, null, null);
    private static final Patience PATIENCE = new Patience(
            Duration.ofSeconds(20), Duration.ofSeconds(15), 4, Duration.ofMillis(250), Duration.ofSeconds(4));

    private final Path tenants;
    private final TenantFiles registry;
    private final Connections connections;
    private final Enrolment enrolment;

    /**
     * @param data directory of the platform
     * @param tenants its registry
     */
    Joining(Path data, Path tenants) {
        var secrets = new SecretStore(data.resolve("secrets"), new SecureRandom());
        this.tenants = tenants;
        this.registry = new TenantFiles(tenants, secrets.folder("hook-secrets"));
        this.connections = new Connections(data);
        this.enrolment = new Enrolment(registry, secrets, connections, InstantSource.system());
    }

    /**
     * @param token of the account that Millrace works with
     * @param gateway where the host's hooks are posted to
     * @return what the token may do
     */
    List<String> join(Shop shop, String token, URI gateway) throws IOException {
        Team.write(tenants, TENANT.value());
        var wish = new Wish(TENANT, shop.kind(), shop.host(), shop.url(), List.of(shop.project()), null);
        CodeHost host = new CodeHosts(PATIENCE, Timing.REAL).open(wish.binding(), CodeHosts.token(shop.kind(), token));
        List<String> rights = require(Rights.of(host, shop.kind(), wish.projects(), null));
        forgetOtherAddress(wish);
        Optional<URI> before = connections.find(wish.name()).map(Connection::publicUrl);
        Connection connection = enrolment.enrol(wish, token).connection();
        budget();
        before.filter(last -> !last.equals(gateway))
                .ifPresent(last -> host.hooks().remove(shop.project(), door(last, connection)));
        enrolment.posted(connection, gateway);
        host.hooks().register(shop.project(), door(gateway, connection), enrolment.secret(connection));
        return rights;
    }

    /** The forge listens elsewhere than at last: what was connected there is nowhere any more. */
    private void forgetOtherAddress(Wish wish) {
        connections
                .find(wish.name())
                .filter(known -> known.url() != null && !known.url().equals(wish.url()))
                .ifPresent(known -> enrolment.forget(known, true));
    }

    private void budget() {
        Tenant tenant = registry.get(TENANT);
        if (tenant.budgets().stream().noneMatch(budget -> budget.bounds(null, null))) {
            List<Budget> budgets = new ArrayList<>(tenant.budgets());
            budgets.add(BUDGET);
            registry.save(tenant.withBudgets(budgets));
        }
    }

    private static URI door(URI gateway, Connection connection) {
        return URI.create(gateway + connection.door());
    }

    private static List<String> require(List<Right> rights) {
        String missing = rights.stream()
                .filter(right -> right.state() == Right.State.MISSING)
                .map(right -> right.name() + ": " + right.detail())
                .collect(Collectors.joining("; "));
        if (!missing.isEmpty()) {
            throw new IllegalStateException("The forge refuses what Millrace needs: " + missing);
        }
        return rights.stream()
                .filter(right -> right.state() == Right.State.HELD)
                .map(Right::name)
                .toList();
    }
}
