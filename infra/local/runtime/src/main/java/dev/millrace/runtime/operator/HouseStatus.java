package dev.millrace.runtime.operator;

import dev.millrace.runtime.broker.dispatch.BrokerStatus;
import dev.millrace.runtime.serving.ServiceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The house at one moment.
 *
 * @param since when it was started
 * @param postgres the server's state as a sentence
 * @param database null while it does not answer
 * @param freeBytes what is left on the disk of the data directory
 * @param gateway how often each status was answered since the start
 * @param costs null until the ledger was asked
 */
public record HouseStatus(
        Instant since,
        Instant now,
        String postgres,
        @Nullable DatabaseFigures database,
        long freeBytes,
        Map<Integer, Long> gateway,
        List<ServiceStatus> services,
        BrokerStatus broker,
        @Nullable CostsToday costs) {

    public HouseStatus {
        gateway = Map.copyOf(gateway);
        services = List.copyOf(services);
    }

    /**
     * The database.
     *
     * @param bytes on disk
     * @param connections of everybody
     */
    public record DatabaseFigures(long bytes, int connections) {}

    /**
     * What the ledger has booked today, in UTC.
     *
     * @param asOf when the ledger said so
     * @param nanos by function, in nano-units
     */
    public record CostsToday(Instant asOf, String currency, Map<String, Long> nanos) {

        public CostsToday {
            nanos = Map.copyOf(nanos);
        }
    }
}
