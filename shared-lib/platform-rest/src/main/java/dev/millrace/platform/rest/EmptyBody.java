package dev.millrace.platform.rest;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Makes an empty body known as read. Funqy's body handler has already consumed it but left no trace, and Quarkus REST
 * would wait for its end until the caller gives up.
 */
@Singleton
public class EmptyBody {

    private static final int BEFORE_OTHERS = -500;

    void install(@Observes Router router) {
        router.route().order(BEFORE_OTHERS).handler(EmptyBody::settle);
    }

    private static void settle(RoutingContext context) {
        boolean empty = "0".equals(context.request().getHeader(HttpHeaders.CONTENT_LENGTH));
        if (empty && context.body().buffer() == null) {
            ((RoutingContextInternal) context).setBody(Buffer.buffer());
        }
        context.next();
    }
}
