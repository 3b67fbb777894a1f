package dev.millrace.modeldispatch.route;

import dev.millrace.contracts.DataClassification;
import java.util.List;

/**
 * What a route is looked for.
 *
 * @param regions that the data may be sent to; any when empty
 */
public record Wish(Operation operation, String alias, DataClassification classification, List<String> regions) {}
