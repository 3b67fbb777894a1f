package dev.millrace.costwrite.focus;

/**
 * The columns that the export has: all that FOCUS 1.2 makes mandatory, and of the conditional and recommended ones those
 * whose conditions hold here. There is no price list to look up a unit price in, no commitment, reservation or region.
 * The names are the specification's column ids.
 */
public enum FocusColumn {
    BILLED_COST("BilledCost"),
    BILLING_ACCOUNT_ID("BillingAccountId"),
    BILLING_ACCOUNT_NAME("BillingAccountName"),
    BILLING_CURRENCY("BillingCurrency"),
    BILLING_PERIOD_END("BillingPeriodEnd"),
    BILLING_PERIOD_START("BillingPeriodStart"),
    CHARGE_CATEGORY("ChargeCategory"),
    CHARGE_CLASS("ChargeClass"),
    CHARGE_DESCRIPTION("ChargeDescription"),
    CHARGE_FREQUENCY("ChargeFrequency"),
    CHARGE_PERIOD_END("ChargePeriodEnd"),
    CHARGE_PERIOD_START("ChargePeriodStart"),
    CONSUMED_QUANTITY("ConsumedQuantity"),
    CONSUMED_UNIT("ConsumedUnit"),
    CONTRACTED_COST("ContractedCost"),
    EFFECTIVE_COST("EffectiveCost"),
    INVOICE_ISSUER("InvoiceIssuerName"),
    LIST_COST("ListCost"),
    PRICING_QUANTITY("PricingQuantity"),
    PRICING_UNIT("PricingUnit"),
    PROVIDER("ProviderName"),
    PUBLISHER("PublisherName"),
    RESOURCE_ID("ResourceId"),
    RESOURCE_NAME("ResourceName"),
    RESOURCE_TYPE("ResourceType"),
    SERVICE_CATEGORY("ServiceCategory"),
    SERVICE_NAME("ServiceName"),
    SERVICE_SUBCATEGORY("ServiceSubcategory"),
    SUB_ACCOUNT_ID("SubAccountId"),
    SUB_ACCOUNT_NAME("SubAccountName"),
    SUB_ACCOUNT_TYPE("SubAccountType"),
    TAGS("Tags");

    private final String id;

    FocusColumn(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }
}
