package dev.millrace.durable.activities;

import dev.millrace.contracts.DataClassification;
import dev.millrace.contracts.TenantId;

/** Whose content it is, and how far it may travel. */
public record Owner(TenantId tenant, DataClassification classification) {}
