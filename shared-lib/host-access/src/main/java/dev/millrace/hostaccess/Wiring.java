package dev.millrace.hostaccess;

import dev.millrace.codehosts.CodeHosts;
import dev.millrace.codehosts.http.Patience;
import dev.millrace.codehosts.http.Timing;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What comes from outside: the code hosts. */
@Singleton
class Wiring {

    @Produces
    @Singleton
    CodeHosts codeHosts() {
        return new CodeHosts(Patience.DEFAULT, Timing.REAL);
    }
}
