package dev.millrace.approval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.approval.Approval.Step;
import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.ApprovalEvent;
import dev.millrace.contracts.events.ApprovalEvent.Outcome;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** Rows of the tables {@code approvals} and {@code approvers}, read and written. */
@Singleton
class ApprovalRows {

    static final String COLUMNS = """
        id, tenant, ticket, instance, classification, question, steps, needed, stuck, sign_in, state, opened_at, \
        deadline, decided_at, comment""";

    private static final String OPEN = "open";
    private static final TypeReference<List<Step>> STEPS = new TypeReference<>() {};

    private final ObjectMapper json;

    ApprovalRows(ObjectMapper json) {
        this.json = json;
    }

    Approval read(Row row) {
        return new Approval(
                row.getUUID("id"),
                new TenantId(row.getString("tenant")),
                row.getString("ticket"),
                row.getString("instance"),
                DataClassification.of(row.getString("classification")),
                question(row.getString("question")),
                steps(row.getString("steps")),
                row.getInteger("needed"),
                row.getString("stuck"),
                row.getBoolean("sign_in"),
                time(row, "opened_at"),
                time(row, "deadline"),
                state(row));
    }

    /** In the order of {@link #COLUMNS} without what only a decided one has. */
    Tuple values(Approval approval) {
        return Tuple.tuple()
                .addValue(approval.id())
                .addValue(approval.tenant().value())
                .addValue(approval.ticket())
                .addValue(approval.instance())
                .addValue(approval.classification().wire())
                .addValue(text(approval.question()))
                .addValue(text(approval.steps()))
                .addValue(approval.needed())
                .addValue(approval.stuck())
                .addValue(approval.signIn())
                .addValue(OPEN)
                .addValue(time(approval.openedAt()))
                .addValue(time(approval.deadline()));
    }

    static Approver approver(Row row) {
        Approver.Vote vote = row.getString("by") == null
                ? null
                : new Approver.Vote(
                        row.getString("by"),
                        row.getBoolean("approves"),
                        row.getString("comment"),
                        time(row, "cast_at"));
        return new Approver(
                row.getString("person"),
                row.getString("name"),
                time(row, "asked_at"),
                row.getString("handed_from"),
                row.getString("handed_to"),
                vote);
    }

    static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static Instant time(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static State state(Row row) {
        String word = row.getString("state");
        return word.equals(OPEN)
                ? new State.Open()
                : new State.Decided(
                        Outcome.valueOf(word.toUpperCase(Locale.ROOT)),
                        time(row, "decided_at"),
                        row.getString("comment"));
    }

    private ApprovalEvent.Requested question(String text) {
        try {
            return json.readValue(text, ApprovalEvent.Requested.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A stored question is always readable", e);
        }
    }

    private List<Step> steps(String text) {
        try {
            return json.readValue(text, STEPS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Stored steps are always readable", e);
        }
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A question is always writable", e);
        }
    }
}
