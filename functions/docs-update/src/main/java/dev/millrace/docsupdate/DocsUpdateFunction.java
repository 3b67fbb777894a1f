package dev.millrace.docsupdate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.codehosts.HostException;
import dev.millrace.contracts.Event;
import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.events.DocsEvent;
import dev.millrace.contracts.events.PullRequestEvent;
import dev.millrace.hostaccess.Refusal;
import dev.millrace.hostaccess.Refused;
import dev.millrace.platform.event.Answer;
import dev.millrace.platform.event.Delivery;
import dev.millrace.platform.event.Entrance;
import dev.millrace.platform.once.Once;
import io.quarkus.funqy.Funq;
import io.quarkus.funqy.knative.events.CloudEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.MutinyHelper;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A merge in, the pull request with its documentation out. */
public class DocsUpdateFunction {

    private final Entrance entrance;
    private final Once once;
    private final Documenting documenting;
    private final DocsConfig config;
    private final Clock clock;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

    DocsUpdateFunction(Entrance entrance, Once once, Documenting documenting, DocsConfig config, Clock clock) {
        this.entrance = entrance;
        this.once = once;
        this.documenting = documenting;
        this.config = config;
        this.clock = clock;
    }

    @PreDestroy
    void stop() {
        workers.close();
    }

    @Funq("docs-update")
    public Uni<CloudEvent<JsonNode>> update(CloudEvent<byte[]> event) {
        return entrance.receive(event, PullRequestEvent.Merged.class, this::document);
    }

    private Uni<Answer> document(Delivery<PullRequestEvent.Merged> delivery) {
        return once.outside(
                delivery,
                config.lease(),
                claim -> Uni.createFrom()
                        .<Answer>item(() -> reply(delivery))
                        .runSubscriptionOn(workers)
                        .emitOn(MutinyHelper.executor(Vertx.currentContext())));
    }

    private Answer reply(Delivery<PullRequestEvent.Merged> delivery) {
        Event<PullRequestEvent.Merged> event = delivery.event();
        DocsEvent reply = documented(event.context().tenant(), event.data());
        return new Answer.Reply(delivery.reply(reply.getClass().getSimpleName(), reply, event.context(), clock));
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
