package dev.millrace.forge.github;

import dev.millrace.forge.core.Core;
import dev.millrace.forge.hook.Announcer;
import dev.millrace.forge.hook.Delivery;
import dev.millrace.forge.hook.Happening;
import dev.millrace.forge.hook.Hook;
import dev.millrace.forge.hook.Notice;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Webhooks in GitHub's words, signed with the hook's secret. */
public final class GithubAnnouncer implements Announcer {

    private static final String HMAC = "HmacSHA256";

    private final Core core;
    private final Supplier<String> origin;

    /**
     * @param origin scheme, host and port of this forge
     */
    public GithubAnnouncer(Core core, Supplier<String> origin) {
        this.core = core;
        this.origin = origin;
    }

    @Override
    public List<Notice> notices(Hook hook, Happening happening, long delivery) {
        return new Events(new Place(core, origin.get()), hook)
                .of(happening).stream()
                        .filter(notice ->
                                hook.events().contains("*") || hook.events().contains(notice.event()))
                        .toList();
    }

    @Override
    public Map<String, String> headers(Hook hook, Delivery delivery) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", "GitHub-Hookshot/forge");
        headers.put("X-GitHub-Event", delivery.event());
        headers.put("X-GitHub-Delivery", delivery.guid());
        headers.put("X-GitHub-Hook-ID", Long.toString(hook.number()));
        String secret = hook.access("secret");
        if (!secret.isEmpty()) {
            headers.put("X-Hub-Signature-256", "sha256=" + signature(secret, delivery.body()));
        }
        return headers;
    }

    private static String signature(String secret, String body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
            return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + HMAC, e);
        }
    }
}
