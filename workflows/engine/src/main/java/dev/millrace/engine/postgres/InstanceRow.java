package dev.millrace.engine.postgres;

import com.google.protobuf.InvalidProtocolBufferException;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.ParentInstanceInfo;
import com.microsoft.durabletask.implementation.protobuf.OrchestratorService.TaskFailureDetails;
import dev.millrace.engine.Failure;
import dev.millrace.engine.Instance;
import dev.millrace.engine.Status;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** An instance as a row. */
record InstanceRow(
        Instance instance, int generation, @Nullable ParentInstanceInfo parent) {

    /** Steps that change nothing else leave the row alone: the last of them says when it was. */
    static final String COLUMNS = """
            i.id, i.name, i.version, i.execution_id, i.generation, i.status, i.failure, i.parent, i.start_at, i.created_at,
            greatest(i.updated_at, (SELECT h.created_at FROM engine.history h
              WHERE h.instance_id = i.id AND h.generation = i.generation ORDER BY h.step DESC LIMIT 1)) AS updated_at""";

    static final String WITH_PAYLOADS = COLUMNS + ", input, output, custom_status";

    static final String WITHOUT_PAYLOADS =
            COLUMNS + ", NULL::bytea AS input, NULL::bytea AS output, NULL::bytea AS custom_status";

    static Instance view(ResultSet row) throws SQLException {
        return read(row).instance();
    }

    static InstanceRow read(ResultSet row) throws SQLException {
        ParentInstanceInfo parent = parent(row.getBytes("parent"));
        var instance = new Instance(
                row.getString("id"),
                row.getString("name"),
                row.getString("version"),
                row.getString("execution_id"),
                Status.of(row.getInt("status")),
                Sql.requiredTime(row, "created_at"),
                Sql.requiredTime(row, "updated_at"),
                Sql.time(row, "start_at"),
                Sql.text(row.getBytes("input")),
                Sql.text(row.getBytes("output")),
                Sql.text(row.getBytes("custom_status")),
                failure(row.getBytes("failure")),
                parent == null ? null : parent.getOrchestrationInstance().getInstanceId());
        return new InstanceRow(instance, row.getInt("generation"), parent);
    }

    private static @Nullable ParentInstanceInfo parent(byte @Nullable [] bytes) throws SQLException {
        try {
            return bytes == null ? null : ParentInstanceInfo.parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new SQLException("The column parent holds no protocol message", e);
        }
    }

    private static @Nullable Failure failure(byte @Nullable [] bytes) throws SQLException {
        try {
            return bytes == null ? null : Failure.of(TaskFailureDetails.parseFrom(bytes));
        } catch (InvalidProtocolBufferException e) {
            throw new SQLException("The column failure holds no protocol message", e);
        }
    }
}
