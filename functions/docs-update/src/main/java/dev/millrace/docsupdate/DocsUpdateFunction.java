package dev.millrace.docsupdate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.DocsEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.hostaccess.Refusal;
import dev.millrace.hostaccess.Refused;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.event.Entrance;
import dev.millrace.platform.once.Errands;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.smallrye.mutiny.Uni;

/** A merge in, the pull request with its documentation out. */
public class DocsUpdateFunction {

    private final Entrance entrance;
    private final Errands errands;
    private final Documenting documenting;
    private final DocsConfig config;

    DocsUpdateFunction(Entrance entrance, Errands errands, Documenting documenting, DocsConfig config) {
        this.entrance = entrance;
        this.errands = errands;
        this.documenting = documenting;
        this.config = config;
    }

    @Funq("docs-update")
    public Uni<CloudEvent<JsonNode>> update(CloudEvent<byte[]> event) {
        return entrance.receive(event, PullRequestEvent.Merged.class, this::document);
    }

    private Uni<Answer> document(Delivery<PullRequestEvent.Merged> delivery) {
        TenantId tenant = delivery.event().context().tenant();
        return errands.run(delivery, config.lease(), () -> documented(tenant, delivery.data()));
    }

    /** Nobody waits for a "no" of the host: there is no documentation then, and the reply says why. */
    private DocsEvent documented(TenantId tenant, PullRequestEvent.Merged merged) {
        try {
            return documenting.document(tenant, merged);
        } catch (Refused e) {
            return skipped(merged, e.refusal());
        } catch (HostException e) {
            return skipped(merged, Refusal.of(e));
        }
    }

    private static DocsEvent skipped(PullRequestEvent.Merged merged, Refusal refusal) {
        return new DocsEvent.Skipped(merged.pullRequest(), refusal.detail().replaceFirst("\\.$", ""));
    }
}
