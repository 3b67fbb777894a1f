package dev.millrace.runtime.operator;

import dev.millrace.runtime.broker.dispatch.BrokerStatus;
import dev.millrace.runtime.serving.ServiceStatus;
import java.time.Instant;
import java.util.List;

/**
 * The house at one moment.
 *
 * @param since when it was started
 * @param postgres the server's state as a sentence
 */
public record HouseStatus(
        Instant since, Instant now, String postgres, List<ServiceStatus> services, BrokerStatus broker) {}
