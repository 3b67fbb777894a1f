package dev.millrace.runtime.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.runtime.operator.HouseStatus.CostsToday;
import dev.millrace.runtime.serving.Phase;
import dev.millrace.runtime.serving.ServiceStatus;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Today's costs, asked of cost-write while it runs anyway, and remembered while it does not. It is asked past serving,
 * so that somebody who watches neither wakes it nor keeps it awake. Blocks; thread-safe.
 */
final class LedgerGlance {

    private static final String KEEPER = "cost-write";
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String authorization;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private @Nullable CostsToday last;

    /** @param authorization of an operator, as a header */
    LedgerGlance(String authorization, Clock clock) {
        this.authorization = authorization;
        this.clock = clock;
    }

    /** @return null when cost-write has not run yet today */
    synchronized @Nullable CostsToday look(List<ServiceStatus> services) {
        boolean fresh = last != null && last.asOf().plus(FRESH).isAfter(clock.instant());
        if (!fresh) {
            port(services).flatMap(this::ask).ifPresent(answer -> last = answer);
        }
        return last != null && day(last).equals(today()) ? last : null;
    }

    private static Optional<Integer> port(List<ServiceStatus> services) {
        return services.stream()
                .filter(service -> service.service().equals(KEEPER))
                .flatMap(service -> service.instances().stream())
                .filter(instance -> instance.phase() == Phase.READY)
                .map(ServiceStatus.InstanceStatus::port)
                .findFirst();
    }

    private Optional<CostsToday> ask(int port) {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/costs/report?by=function&limit=1000&from=" + today()))
                .header("Authorization", authorization)
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(read(JSON.readTree(response.body()))) : Optional.empty();
        } catch (IOException e) {
            // It is on its way out, or busy: the next look will tell.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private CostsToday read(JsonNode page) {
        var nanos = new HashMap<String, Long>();
        for (JsonNode row : page.path("rows")) {
            nanos.put(row.path("key").asText(), row.path("amount").asLong());
        }
        return new CostsToday(clock.instant(), page.path("currency").asText(), nanos);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static LocalDate day(CostsToday costs) {
        return LocalDate.ofInstant(costs.asOf(), ZoneOffset.UTC);
    }
}
