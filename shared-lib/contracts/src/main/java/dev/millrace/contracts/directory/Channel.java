package dev.millrace.contracts.directory;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where messages can go. Secrets are named, never written here: {@code ops} of the tenant {@code acme} is the mounted
 * secret {@code acme.ops}, so no tenant can name another one's.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Channel.Email.class, name = "email"),
    @JsonSubTypes.Type(value = Channel.Teams.class, name = "teams"),
    @JsonSubTypes.Type(value = Channel.Slack.class, name = "slack"),
    @JsonSubTypes.Type(value = Channel.Webhook.class, name = "webhook")
})
public sealed interface Channel {

    String name();

    /** Mail to people and groups, each in their own language. */
    record Email(String name, List<String> to) implements Channel {

        public Email {
            Person.requireId(name);
            if (to == null || to.isEmpty()) {
                throw new IllegalArgumentException(
                        "the channel '" + name + "' must name at least one person or group under 'to'");
            }
            to = List.copyOf(to);
        }
    }

    /**
     * Microsoft Teams.
     *
     * @param secret whose value is the address of a Workflows webhook
     * @param language BCP 47 tag; null leaves it to the team
     */
    record Teams(String name, String secret, @Nullable String language) implements Channel {

        public Teams {
            Person.requireId(name);
            requireSecret(name, secret);
        }
    }

    /**
     * Slack.
     *
     * @param secret whose value is the address of an incoming webhook
     * @param language BCP 47 tag; null leaves it to the team
     */
    record Slack(String name, String secret, @Nullable String language) implements Channel {

        public Slack {
            Person.requireId(name);
            requireSecret(name, secret);
        }
    }

    /**
     * Anything that takes signed webhooks (Standard Webhooks 1.0).
     *
     * @param secret whose value is the key, {@code whsec_} and base64; several parted by spaces all sign
     * @param language BCP 47 tag; null leaves it to the team
     */
    record Webhook(
            String name,
            URI address,
            String secret,
            @Nullable String language) implements Channel {

        public Webhook {
            Person.requireId(name);
            requireSecret(name, secret);
            if (address == null
                    || address.getHost() == null
                    || !List.of("https", "http").contains(address.getScheme())) {
                throw new IllegalArgumentException("the channel '" + name
                        + "' needs an 'address' such as https://hooks.example.com/millrace, unlike " + address);
            }
        }
    }

    private static void requireSecret(String channel, @Nullable String secret) {
        if (secret == null || !secret.matches("[a-z0-9][a-z0-9-]{0,59}")) {
            throw new IllegalArgumentException("the channel '" + channel + "' needs a 'secret': a name of lower-case"
                    + " letters, digits and hyphens, unlike '" + secret + "'");
        }
    }
}
