package dev.millrace.approval.page;

import dev.millrace.contracts.events.ApprovalEvent.Origin;
import io.vertx.core.MultiMap;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where requests come from, as far as the gateway tells. Whoever sends its header themselves can lie about it, so it is
 * evidence and never a reason.
 */
final class Origins {

    private static final int V4_NETWORK = 3;
    private static final int V6_NETWORK = 6;
    private static final int LONGEST_ADDRESS = 45;

    /** In this order: most programs also name those that they are like. */
    private static final Map<String, String> FAMILIES = families();

    private Origins() {}

    static Origin of(MultiMap headers) {
        return new Origin(network(headers.get("X-Forwarded-For")), family(headers.get("User-Agent")));
    }

    private static @Nullable String network(@Nullable String forwarded) {
        if (forwarded == null) {
            return null;
        }
        String first = forwarded.split(",", 2)[0].strip();
        if (first.length() > LONGEST_ADDRESS) {
            return null;
        }
        try {
            byte[] address = InetAddress.ofLiteral(first).getAddress();
            int kept = address.length == 4 ? V4_NETWORK : V6_NETWORK;
            Arrays.fill(address, kept, address.length, (byte) 0);
            return InetAddress.getByAddress(address).getHostAddress() + "/" + kept * 8;
        } catch (IllegalArgumentException | UnknownHostException noAddress) {
            return null;
        }
    }

    private static String family(@Nullable String agent) {
        if (agent == null || agent.isBlank()) {
            return "unknown";
        }
        return FAMILIES.entrySet().stream()
                .filter(family -> agent.contains(family.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("other");
    }

    private static Map<String, String> families() {
        var families = new LinkedHashMap<String, String>();
        families.put("bot", "robot");
        families.put("Edg", "Edge");
        families.put("Firefox/", "Firefox");
        families.put("Chrom", "Chrome");
        families.put("Safari/", "Safari");
        families.put("curl/", "curl");
        return families;
    }
}
