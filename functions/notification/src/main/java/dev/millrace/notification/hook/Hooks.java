package dev.millrace.notification.hook;

import dev.millrace.contracts.TenantId;
import dev.millrace.contracts.directory.Channel;
import dev.millrace.contracts.events.NotificationEvent.MissReason;
import dev.millrace.notification.delivery.Letter;
import dev.millrace.notification.delivery.Outcome;
import dev.millrace.notification.delivery.Target;
import dev.millrace.platform.tenancy.MountedSecrets;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Letters as each kind of webhook takes them. Of these only {@link Channel.Webhook} has a key to tell a repetition by. */
@Singleton
public class Hooks {

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private final Poster poster;
    private final Bodies bodies;
    private final MountedSecrets secrets;
    private final HookConfig config;
    private final Clock clock;

    Hooks(Poster poster, Bodies bodies, MountedSecrets secrets, HookConfig config, Clock clock) {
        this.poster = poster;
        this.bodies = bodies;
        this.secrets = secrets;
        this.config = config;
        this.clock = clock;
    }

    public Uni<Outcome> carry(Target.Post target, Letter letter) {
        return switch (target.to()) {
            case Channel.Teams teams ->
                secret(letter.tenant(), teams.secret())
                        .map(value -> post(value, JSON, bodies.teams(letter)))
                        .orElseGet(() -> missing(letter.tenant(), teams.secret()));
            case Channel.Slack slack ->
                secret(letter.tenant(), slack.secret())
                        .map(value -> post(value, JSON, bodies.slack(letter)))
                        .orElseGet(() -> missing(letter.tenant(), slack.secret()));
            case Channel.Webhook webhook ->
                secret(letter.tenant(), webhook.secret())
                        .map(value -> signed(webhook, value, letter))
                        .orElseGet(() -> missing(letter.tenant(), webhook.secret()));
            case Channel.Email email ->
                throw new IllegalArgumentException("mail is not posted to the channel '" + email.name() + "'");
        };
    }

    private Uni<Outcome> signed(Channel.Webhook webhook, String keys, Letter letter) {
        byte[] body = bodies.webhook(letter);
        return Signature.of(keys)
                .map(signature -> post(
                        webhook.address().toString(),
                        signature.headers(letter.key().toString(), clock.instant(), body),
                        body))
                .orElseGet(() -> refused("The channel's secret is no signing key; it begins with whsec_ and goes on in"
                        + " base64 of 24 to 64 bytes."));
    }

    private Uni<Outcome> post(String address, Map<String, String> headers, byte[] body) {
        Optional<URI> allowed = HookAddress.of(address, config.loopback());
        return allowed.map(url -> poster.post(new HookRequest(url, headers, Buffer.buffer(body))))
                .orElseGet(() -> refused("The channel's address is not allowed; it begins with https://."));
    }

    /** A tenant's secrets carry its name, so that none can name another one's. */
    private Optional<String> secret(TenantId tenant, String name) {
        return secrets.find(tenant + "." + name).filter(value -> !value.isBlank());
    }

    private static Uni<Outcome> missing(TenantId tenant, String name) {
        return refused("The channel's secret is not there; mount it as '" + tenant + "." + name + "'.");
    }

    private static Uni<Outcome> refused(String detail) {
        return Uni.createFrom().item(new Outcome.Refused(MissReason.NO_CHANNEL, detail));
    }
}
