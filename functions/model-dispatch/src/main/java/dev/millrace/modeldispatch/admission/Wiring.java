package dev.millrace.modeldispatch.admission;

import dev.millrace.contracts.Money;
import dev.millrace.modeldispatch.admission.budget.Bookkeeper;
import dev.millrace.modeldispatch.admission.budget.LeaseRules;
import dev.millrace.modeldispatch.admission.budget.Leases;
import dev.millrace.modeldispatch.admission.budget.PostgresLeases;
import dev.millrace.modeldispatch.admission.budget.Purses;
import dev.millrace.platform.database.Database;
import dev.millrace.platform.database.Retention;
import dev.millrace.platform.event.Sink;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;

/** Puts admission together. Nothing of it runs before the first call. */
@Singleton
class Wiring {

    @Produces
    @Singleton
    Leases leases(Database database, AdmissionConfig config) {
        String replica = UUID.randomUUID().toString();
        return new PostgresLeases(database, replica, config.life(), config.patience());
    }

    @Produces
    @Singleton
    Purses purses(Leases leases, AdmissionConfig config, Clock clock) {
        var rules = new LeaseRules(
                config.life(),
                config.idle(),
                config.ahead(),
                config.floor().movePointRight(Money.DECIMALS).longValueExact());
        return new Purses(leases, rules, clock, System::nanoTime);
    }

    @Produces
    @Singleton
    @Startup
    Bookkeeper bookkeeper(Purses purses, Leases leases, Sink sink, Vertx vertx, AdmissionConfig config) {
        return new Bookkeeper(purses, leases, sink::publish, vertx, System::nanoTime, config.interval());
    }

    @Produces
    @Singleton
    Admission admission(Purses purses, AdmissionConfig config, Clock clock) {
        return new Doorkeeper(purses, config.defaultCap(), clock, System::nanoTime);
    }

    @Produces
    @Singleton
    Retention budgets() {
        return new Retention("forget_budgets");
    }

    void stop(@Observes ShutdownEvent stop, Bookkeeper bookkeeper) {
        bookkeeper.stop();
    }
}
