package dev.millrace.deadletter.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Says that a body of no bytes has been read. Funqy's body handler leaves it unread, and Quarkus REST then waits for
 * its end until the connection times out.
 */
@Singleton
public class EmptyBody {

    private static final int BEFORE_OTHERS = -500;

    void install(@Observes Router router) {
        router.route().order(BEFORE_OTHERS).handler(EmptyBody::settle);
    }

    private static void settle(RoutingContext context) {
        if ("0".equals(context.request().getHeader(HttpHeaders.CONTENT_LENGTH))
                && context.body().buffer() == null) {
            ((RoutingContextInternal) context).setBody(Buffer.buffer());
        }
        context.next();
    }
}
