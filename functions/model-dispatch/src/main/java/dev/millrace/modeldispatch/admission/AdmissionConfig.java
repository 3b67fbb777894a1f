package dev.millrace.modeldispatch.admission;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;
import java.time.Duration;

/** How budgets are leased. */
@ConfigMapping(prefix = "millrace.budget")
public interface AdmissionConfig {

    /** Of a tenant without a budget of its own: in a month, in the price book's currency. */
    @WithDefault("100")
    BigDecimal defaultCap();

    /** Of a lease that is not renewed. So long a replica goes on while the database is away. */
    @WithDefault("PT150S")
    Duration life();

    /** Nobody needs a lease for so long: it is given back. */
    @WithDefault("PT5S")
    Duration idle();

    /** A lease should last for so long at the present rate of spending. */
    @WithDefault("PT120S")
    Duration ahead();

    /** A lease has so much at least, in the budget's currency, when there is enough. */
    @WithDefault("0.01")
    BigDecimal floor();

    /** A call waits for the database for so long at most. */
    @WithDefault("PT3S")
    Duration patience();

    /** Between two renewals. Zero switches them off, for tests that do it by hand. */
    @WithDefault("PT1S")
    Duration interval();
}
