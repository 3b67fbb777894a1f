package dev.millrace.runtime.broker.query;

import dev.millrace.runtime.broker.store.StoredEvent;
import java.util.List;

/** An event with everything that became of it. */
public record EventDossier(StoredEvent stored, List<DeliveryRecord> deliveries) {}
