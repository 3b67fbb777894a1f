package dev.millrace.costwrite.ledger;

/**
 * What something was used for. An empty text means none.
 *
 * @param ticket as {@code host/project/id}
 * @param workflow id of the workflow instance
 * @param model alias that was asked for
 * @param upstream name of the model that answered, or host of the pipeline that ran
 */
public record Purpose(
        String function, String project, String key, String ticket, String workflow, String model, String upstream) {

    static final Purpose NONE = new Purpose("", "", "", "", "", "", "");

    boolean isForATicketOrWorkflow() {
        return !ticket.isEmpty() || !workflow.isEmpty();
    }
}
