package dev.millrace.notification.mail;

import dev.millrace.contracts.events.NotificationEvent.MissReason;
import dev.millrace.notification.delivery.Letter;
import dev.millrace.notification.delivery.Outcome;
import dev.millrace.notification.delivery.Target;
import dev.millrace.notification.message.Message;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends mail. SMTP has no key that the far side keeps unique: what is cut off between sending and recording goes out
 * twice, both times with the same Message-ID, by which mail programs show it once or not.
 */
@Singleton
public class Postman {

    private static final int CONNECTIONS = 4;
    private static final int CONNECT_MILLIS = 5_000;
    private static final int PERMANENT = 500;

    private final Vertx vertx;
    private final SmtpConfig config;
    private volatile @Nullable MailClient client;

    Postman(Vertx vertx, SmtpConfig config) {
        this.vertx = vertx;
        this.config = config;
    }

    public Uni<Outcome> carry(Target.Mail target, Letter letter) {
        if (config.url().filter(url -> !url.isBlank()).isEmpty()) {
            return nowhere("No mail server is set up; set MILLRACE_SMTP_URL.");
        }
        if (!MailAddress.isOne(config.sender())) {
            return nowhere("MILLRACE_SMTP_SENDER must be an address such as millrace@example.com.");
        }
        if (!MailAddress.isOne(target.address())) {
            return refused(
                    MissReason.NO_ADDRESS,
                    "The person's e-mail address cannot be one; correct it in the team directory.");
        }
        MailClient mail;
        try {
            mail = client();
        } catch (IllegalArgumentException e) {
            return nowhere(e.getMessage() + ".");
        }
        return Uni.createFrom()
                .deferred(() -> UniHelper.toUni(mail.sendMail(mail(target, letter))))
                .<Outcome>map(result -> new Outcome.Sent())
                .ifNoItem()
                .after(config.patience())
                .recoverWithItem(new Outcome.Postponed("the mail server takes too long."))
                .onFailure()
                .recoverWithItem(Postman::outcome);
    }

    private synchronized MailClient client() {
        MailClient known = client;
        if (known == null) {
            known = MailClient.create(
                    vertx, options(MailServer.parse(config.url().orElseThrow())));
            client = known;
        }
        return known;
    }

    private MailConfig options(MailServer server) {
        MailConfig options = new MailConfig()
                .setHostname(server.host())
                .setPort(server.port())
                .setSsl(server.security() == MailServer.Security.IMPLICIT)
                .setStarttls(
                        server.security() == MailServer.Security.REQUIRED
                                ? StartTLSOptions.REQUIRED
                                : StartTLSOptions.OPTIONAL)
                .setLogin(server.user() == null ? LoginOption.DISABLED : LoginOption.REQUIRED)
                .setOwnHostname(MailAddress.domain(config.sender()))
                .setMaxPoolSize(CONNECTIONS);
        options.setConnectTimeout(CONNECT_MILLIS);
        // A connection that says nothing for long is given up, or it would be one less for ever.
        options.setIdleTimeout(Math.toIntExact(config.patience().toMillis())).setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
        return server.user() == null
                ? options
                : options.setUsername(server.user()).setPassword(server.password());
    }

    private MailMessage mail(Target.Mail target, Letter letter) {
        Message message = letter.message();
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("Message-ID", "<" + letter.key() + "@" + MailAddress.domain(config.sender()) + ">")
                // RFC 3834: no machine is to answer.
                .add("Auto-Submitted", "auto-generated")
                .add("X-Auto-Response-Suppress", "All")
                .add("Content-Language", message.language());
        return new MailMessage()
                .setFrom(config.sender())
                .setTo(target.address())
                .setSubject(message.title())
                .setText(Pages.text(message).render())
                .setHtml(Pages.html(message).render())
                .setHeaders(headers);
    }

    /** RFC 5321, section 4.2.1: 4xx may go well later, 5xx will not. What never got an answer may have been cut off. */
    private static Outcome outcome(Throwable failure) {
        if (failure instanceof SMTPException said && said.getReplyCode() > 0) {
            return said.getReplyCode() >= PERMANENT
                    ? new Outcome.Refused(
                            MissReason.REFUSED, "The mail server refused it with " + said.getReplyCode() + ".")
                    : new Outcome.Postponed("the mail server answered " + said.getReplyCode() + ".");
        }
        return new Outcome.Postponed("the mail server does not answer as it should.");
    }

    private static Uni<Outcome> nowhere(String detail) {
        return refused(MissReason.NO_CHANNEL, detail);
    }

    private static Uni<Outcome> refused(MissReason reason, String detail) {
        return Uni.createFrom().item(new Outcome.Refused(reason, detail));
    }
}
