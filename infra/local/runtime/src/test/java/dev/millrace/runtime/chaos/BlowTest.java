package dev.millrace.runtime.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BlowTest {

    private static List<Blow> blows(long seed) {
        var random = new Random(seed);
        return IntStream.range(0, 300).mapToObj(each -> Blow.next(random)).toList();
    }

    @Test
    void theSameSeedMakesTheSameBlowsInTheSameOrder() {
        assertThat(blows(7)).isEqualTo(blows(7)).isNotEqualTo(blows(8));
    }

    @Test
    void peopleReadOfABlowInWords() {
        assertThat(blows(1).stream().map(Blow::words))
                .contains("PostgreSQL killed", "all functions killed", "audit killed")
                .anyMatch(words -> words.matches("the code host answers \\d times 503"))
                .anyMatch(words -> words.matches("the model cuts \\d answers off"));
    }

    @Test
    void everyKindOfBlowFalls() {
        assertThat(blows(1).stream().map(Blow::getClass).distinct())
                .hasSize(Blow.class.getPermittedSubclasses().length);
    }

    @Test
    void faultsAreWhatForgeAndStandInUnderstand() {
        assertThat(blows(1).stream().flatMap(BlowTest::fault)).isNotEmpty().allSatisfy(fault -> {
            JsonNode json = json(fault);
            assertThat(json.path("count").asInt()).isPositive();
            assertThat(Stream.of("status", "delayMillis", "drop", "cutAfter").filter(json::has))
                    .hasSize(1);
        });
    }

    private static Stream<Blow.Fault> fault(Blow blow) {
        return switch (blow) {
            case Blow.HostFault(Blow.Fault fault) -> Stream.of(fault);
            case Blow.ModelFault(Blow.Fault fault) -> Stream.of(fault);
            default -> Stream.empty();
        };
    }

    private static JsonNode json(Blow.Fault fault) {
        try {
            return new ObjectMapper().readTree(fault.json());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
