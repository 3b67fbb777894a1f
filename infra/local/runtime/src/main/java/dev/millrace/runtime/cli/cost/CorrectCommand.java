package dev.millrace.runtime.cli.cost;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace cost correct}. */
@Command(
        name = "correct",
        description =
                "Takes back in a new entry what was booked for an event, and books it anew where an option says how."
                        + " Without one it is only taken back.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:on its way", "1:refused", "2:wrong command line", "3:the platform does not run"})
final class CorrectCommand implements Callable<Integer> {

    private final CostClient client;

    @Spec
    private CommandSpec spec;

    @Parameters(
            index = "0",
            paramLabel = "SOURCE",
            description = "Source of the event, such as /functions/model-dispatch.")
    private String source;

    @Parameters(index = "1", paramLabel = "ID", description = "Id of the event.")
    private String id;

    @Option(names = "--tenant", required = true, paramLabel = "TENANT", description = "Whose event it is.")
    private String tenant;

    @Option(names = "--reason", required = true, paramLabel = "WHY", description = "Is kept in the ledger.")
    private String reason;

    @Option(names = "--project", paramLabel = "PROJECT", description = "Book to this project.")
    private @Nullable String project;

    @Option(names = "--key", paramLabel = "KEY", description = "Book to this API key.")
    private @Nullable String key;

    @Option(names = "--ticket", paramLabel = "TICKET", description = "Book to this ticket, as host/project/id.")
    private @Nullable String ticket;

    @Option(
            names = "--amount",
            paramLabel = "AMOUNT",
            description = "Book this amount, such as 1.25; only where one expense was booked. Needs --currency.")
    private @Nullable BigDecimal amount;

    @Option(names = "--currency", paramLabel = "CODE", description = "Such as USD.")
    private @Nullable String currency;

    CorrectCommand(CostClient client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("tenant", tenant)
                .put("source", source)
                .put("eventId", id)
                .put("reason", reason);
        ObjectNode rebooking = rebooking();
        if (!rebooking.isEmpty()) {
            body.set("rebooking", rebooking);
        }
        String event = client.post("/costs/corrections", body).path("event").asText();
        spec.commandLine().getOut().println("The correction is on its way as event " + event);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private ObjectNode rebooking() {
        ObjectNode rebooking = JsonNodeFactory.instance.objectNode();
        put(rebooking, "project", project);
        put(rebooking, "key", key);
        put(rebooking, "correlationId", ticket);
        if ((amount == null) != (currency == null)) {
            throw new ParameterException(spec.commandLine(), "--amount and --currency go together.");
        }
        if (amount != null) {
            rebooking.putObject("amount").put("nanos", nanos(amount)).put("currency", currency);
        }
        return rebooking;
    }

    private long nanos(BigDecimal decimal) {
        try {
            return decimal.movePointRight(9).longValueExact();
        } catch (ArithmeticException e) {
            throw new ParameterException(
                    spec.commandLine(), "--amount has at most 9 decimals and 9 digits before them.", e);
        }
    }

    private static void put(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }
}
