package dev.millrace.costwrite.budget;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.math.BigDecimal;

/** What bounds a tenant whose registry entry says nothing. */
@ConfigMapping(prefix = "millrace.budget")
public interface BudgetConfig {

    /** In units of the price book's currency, per month. */
    @WithDefault("100")
    BigDecimal defaultCap();
}
