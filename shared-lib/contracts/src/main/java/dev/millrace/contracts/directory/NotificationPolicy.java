package dev.millrace.contracts.directory;

import dev.millrace.contracts.events.NotificationEvent.Severity;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where messages go that name nobody, and when people are left in peace.
 *
 * @param routes the first that fits a message decides; one that none fits reaches nobody
 * @param zone of the quiet hours, and in which times are written; UTC when unset
 * @param quietHours during which only the severity p1 is sent; null for none
 * @param digest for so long the severity p3 is collected and then sent together, 1 minute to 7 days; null sends it at once
 * @param deduplication of several messages with one topic only the first is sent for so long; 15 minutes when unset
 * @param language BCP 47 tag for people and channels that have none of their own; English when unset
 */
public record NotificationPolicy(
        List<Channel> channels,
        List<Route> routes,
        ZoneId zone,
        @Nullable QuietHours quietHours,
        @Nullable Duration digest,
        Duration deduplication,
        String language) {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(7);

    /** For a team that says nothing about messages: people are written to by mail, at any time. */
    public static final NotificationPolicy NONE =
            new NotificationPolicy(List.of(), List.of(), ZoneOffset.UTC, null, null, Duration.ofMinutes(15), "en");

    public NotificationPolicy {
        channels = channels == null ? List.of() : List.copyOf(channels);
        routes = routes == null ? List.of() : List.copyOf(routes);
        zone = zone == null ? ZoneOffset.UTC : zone;
        deduplication = deduplication == null ? Duration.ofMinutes(15) : deduplication;
        language = language == null ? "en" : language;
        requireFit("digest", digest);
        requireFit("deduplication", deduplication);
        Set<String> names = new HashSet<>();
        for (Channel channel : channels) {
            if (!names.add(channel.name())) {
                throw new IllegalArgumentException(
                        "channels must have different names, unlike '" + channel.name() + "'");
            }
        }
        routes.forEach(route -> route.requireKnown(names));
    }

    /**
     * @param severities of messages that take it; all when unset
     * @param templates of messages that take it; all when unset
     */
    public record Route(List<Severity> severities, List<String> templates, List<String> channels) {

        public Route {
            severities = severities == null ? List.of() : List.copyOf(severities);
            templates = templates == null ? List.of() : List.copyOf(templates);
            if (channels == null || channels.isEmpty()) {
                throw new IllegalArgumentException("a route must name at least one of the channels");
            }
            channels = List.copyOf(channels);
        }

        boolean fits(Severity severity, String template) {
            return (severities.isEmpty() || severities.contains(severity))
                    && (templates.isEmpty() || templates.contains(template));
        }

        private void requireKnown(Set<String> names) {
            for (String channel : channels) {
                if (!names.contains(channel)) {
                    throw new IllegalArgumentException("a route names '" + channel + "', which no channel is called");
                }
            }
        }
    }

    /** Where a message that names nobody goes; empty when no route fits it. */
    public List<Channel> channelsFor(Severity severity, String template) {
        Optional<Route> first =
                routes.stream().filter(route -> route.fits(severity, template)).findFirst();
        return first.map(route -> channels.stream()
                        .filter(channel -> route.channels().contains(channel.name()))
                        .toList())
                .orElse(List.of());
    }

    private static void requireFit(String what, @Nullable Duration duration) {
        if (duration != null && (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0)) {
            throw new IllegalArgumentException(
                    what + " takes a duration of PT1M to P7D (ISO 8601), unlike " + duration);
        }
    }
}
