package dev.millrace.contracts.tenant;

import dev.millrace.contracts.Catalogue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may post hooks.
 *
 * @param name last part of the hook's address, unique in the tenant
 * @param host the host binding that posts; null for {@code cloudevents}
 * @param secrets what the sender proves itself with; several while one is being replaced
 * @param secretRef for GitHub, whose HMAC needs the secret itself: its name among the mounted secrets
 * @param types for {@code cloudevents}, the allowed event types; {@code *} at the end stands for any rest
 */
public record HookSubscription(
        String name,
        HookKind kind,
        @Nullable String host,
        List<Secret> secrets,
        @Nullable String secretRef,
        List<String> types) {

    public HookSubscription {
        if (name == null || !name.matches("[a-z0-9][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException(
                    "a hook's name has 1 to 40 lower-case letters, digits and hyphens, unlike '" + name + "'");
        }
        if (kind == null) {
            throw new IllegalArgumentException("hook '" + name + "' needs a kind");
        }
        if ((kind == HookKind.CLOUDEVENTS) != (host == null)) {
            throw new IllegalArgumentException("hook '" + name + "' needs a host, unless its kind is cloudevents");
        }
        secrets = secrets == null ? List.of() : List.copyOf(secrets);
        if (kind == HookKind.GITHUB ? secretRef == null : secrets.isEmpty()) {
            throw new IllegalArgumentException(
                    "hook '" + name + "' needs " + (kind == HookKind.GITHUB ? "a secretRef" : "at least one secret"));
        }
        if (secretRef != null && !secretRef.matches("[a-z0-9][a-z0-9.-]{0,99}")) {
            throw new IllegalArgumentException("secretRef is the name of a secret, unlike '" + secretRef + "'");
        }
        types = types == null ? List.of() : List.copyOf(types);
        for (String type : types) {
            if (type.startsWith(Catalogue.PREFIX) || Catalogue.PREFIX.startsWith(type.replace("*", ""))) {
                throw new IllegalArgumentException("hook '" + name + "' allows '" + type + "': " + Catalogue.PREFIX
                        + "* may not come from outside");
            }
        }
    }

    /** Whether the sender may send a type of event. */
    public boolean allows(String type) {
        return !type.startsWith(Catalogue.PREFIX)
                && types.stream()
                        .anyMatch(allowed -> allowed.endsWith("*")
                                ? type.startsWith(allowed.substring(0, allowed.length() - 1))
                                : type.equals(allowed));
    }

    /** Whether a presented secret is one of ours. Takes the same time for a right and a wrong one. */
    public boolean accepts(String presented, Instant now) {
        return Secret.isAmong(secrets, presented, now);
    }
}
