package dev.millrace.platform.metering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.UsageEvent.Kind;
import dev.millrace.contracts.events.UsageEvent.Line;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeterTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");

    private long now = -500;
    private final Meter meter = new Meter(() -> now, 300);

    @Test
    void chargesTheStartAndTheWaitAfterItToWhoeverComesFirst() {
        // Given
        now += 50;
        meter.begin(ACME, "ado/p/1");
        meter.begin(OTHER, null);

        // When
        Map<TenantId, List<Line>> taken = meter.take();

        // Then
        assertThat(taken).containsOnlyKeys(ACME);
        assertThat(taken.get(ACME))
                .containsExactlyInAnyOrder(
                        new Line("ado/p/1", Kind.COLD_START, 300), new Line("ado/p/1", Kind.IDLE, 50));
    }

    @Test
    void chargesNobodyBeforeTheFirstWork() {
        // Given
        now += 50;

        // Then
        assertThat(meter.take()).isEmpty();
        now += 50;
        meter.begin(ACME, null).close();
        assertThat(meter.take().get(ACME))
                .containsExactlyInAnyOrder(new Line(null, Kind.COLD_START, 300), new Line(null, Kind.IDLE, 100));
    }

    @Test
    void sharesOverlappingWorkEvenly() {
        // Given
        Meter.Work first = meter.begin(ACME, "ado/p/1");
        now += 10;
        Meter.Work second = meter.begin(OTHER, "ado/p/2");
        now += 20;
        first.close();
        now += 5;
        second.close();

        // When
        Map<TenantId, List<Line>> taken = meter.take();

        // Then
        assertThat(taken.get(ACME)).contains(new Line("ado/p/1", Kind.BUSY, 20));
        assertThat(taken.get(OTHER)).containsExactly(new Line("ado/p/2", Kind.BUSY, 15));
    }

    @Test
    void chargesTheIdleTailToWhoeverLeftLast() {
        // Given
        Meter.Work first = meter.begin(ACME, "ado/p/1");
        Meter.Work second = meter.begin(OTHER, "ado/p/2");
        second.close();
        first.close();
        meter.take();

        // When
        now += 70;

        // Then
        assertThat(meter.take()).isEqualTo(Map.of(ACME, List.of(new Line("ado/p/1", Kind.IDLE, 70))));
        now += 30;
        meter.begin(OTHER, "ado/p/2").close();
        assertThat(meter.take()).isEqualTo(Map.of(ACME, List.of(new Line("ado/p/1", Kind.IDLE, 30))));
    }

    @Test
    void tellsTheTicketsOfATenantApart() {
        // Given
        meter.begin(ACME, null).close();
        meter.take();
        for (String ticket : List.of("ado/p/1", "ado/p/2", "ado/p/1")) {
            Meter.Work work = meter.begin(ACME, ticket);
            now += 10;
            work.close();
        }

        // When
        Map<TenantId, List<Line>> taken = meter.take();

        // Then
        assertThat(taken.get(ACME))
                .containsExactlyInAnyOrder(new Line("ado/p/1", Kind.BUSY, 20), new Line("ado/p/2", Kind.BUSY, 10));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void losesNoNanosecondAndChargesNoneTwice(long seed) {
        // Given
        var random = new Random(seed);
        var working = new ArrayList<Meter.Work>();
        long begun = now - 300;
        long charged = 0;

        // When
        for (int i = 0; i < 20_000; i++) {
            now += random.nextInt(100);
            switch (random.nextInt(5)) {
                case 0, 1 ->
                    working.add(meter.begin(new TenantId("t" + random.nextInt(3)), "ado/p/" + random.nextInt(4)));
                case 2, 3 -> closeOne(working, random);
                default -> charged += sum(meter.take());
            }
        }
        working.forEach(Meter.Work::close);
        charged += sum(meter.take());

        // Then
        assertThat(charged).isEqualTo(now - begun);
    }

    private static void closeOne(List<Meter.Work> working, Random random) {
        if (!working.isEmpty()) {
            working.remove(random.nextInt(working.size())).close();
        }
    }

    private static long sum(Map<TenantId, List<Line>> taken) {
        return taken.values().stream()
                .flatMap(Collection::stream)
                .mapToLong(Line::nanos)
                .sum();
    }
}
