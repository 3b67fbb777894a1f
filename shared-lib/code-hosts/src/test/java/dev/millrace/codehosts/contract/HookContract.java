package dev.millrace.codehosts.contract;

import static dev.millrace.codehosts.contract.Scene.MAIN;
import static dev.millrace.codehosts.contract.Scene.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.millrace.codehosts.Builds.Build;
import dev.millrace.codehosts.Hooks.Page;
import dev.millrace.codehosts.PullRequests.PullRequest;
import dev.millrace.codehosts.Tickets.Change;
import dev.millrace.forge.hook.Hook;
import dev.millrace.forge.hook.Vendor;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

interface HookContract extends Stage {

    URI TARGET = URI.create("http://127.0.0.1:9/hooks/shop");

    private static List<Hook> hooks(Scene scene) {
        return Arrays.stream(Vendor.values())
                .flatMap(vendor -> scene.forge().core().hooks().of(vendor).stream())
                .filter(hook -> hook.url().equals(TARGET + scene.project().name()))
                .toList();
    }

    @Test
    default void hooksAreRegisteredOnceForAUrlAndRemoved() {
        // Given
        Scene scene = scene();
        URI url = URI.create(TARGET + scene.project().name());

        // When
        scene.host().hooks().register(scene.ticketProject(), url, "a-secret-of-thirty-two-characters");
        int first = hooks(scene).size();
        scene.host().hooks().register(scene.ticketProject(), url, "another-secret-of-many-characters");

        // Then
        assertThat(first).isPositive();
        assertThat(hooks(scene)).hasSize(first);
        scene.host().hooks().remove(scene.ticketProject(), url);
        assertThat(hooks(scene)).isEmpty();
    }

    @Test
    default void whatAHookWouldHavePostedIsPolledOnce() {
        // Given
        Scene scene = scene();
        String cursor = scene.host().hooks().since(scene.ticketProject(), "").cursor();
        scene.host().tickets().update(scene.firstTicket(), new Change(null, List.of("fruit"), List.of()));
        PullRequest pull = scene.draft("plums");
        scene.host().pullRequests().markReady(pull.ref());
        scene.host().pullRequests().merge(pull.ref(), pull.head(), "done");
        Build build = scene.host().builds().start(scene.ref(), MAIN, scene.main());
        await().atMost(Duration.ofSeconds(30))
                .until(() -> scene.host().builds().read(build.ref()).result() != null);

        // When
        Page first = scene.host().hooks().since(scene.ticketProject(), cursor);
        Page second = scene.host().hooks().since(scene.ticketProject(), first.cursor());

        // Then
        assertThat(bodies(first)).anyMatch(body -> body.contains("The pear is too dear"));
        assertThat(bodies(first)).anyMatch(body -> body.contains("Sell plums") && body.contains(pull.head()));
        assertThat(bodies(first)).anyMatch(body -> body.contains(build.ref().id()));
        List<String> news = new ArrayList<>(bodies(second));
        news.removeAll(bodies(first));
        assertThat(news).isEmpty();
    }

    @Test
    default void aQuietProjectHasNoNews() {
        // Given
        Scene scene = scene();
        String cursor = scene.host().hooks().since(scene.ticketProject(), "").cursor();
        scene.committed("elsewhere", put("a.txt", "a"));

        // When
        Page page = scene.host().hooks().since(scene.ticketProject(), cursor);

        // Then
        assertThat(bodies(page)).noneMatch(body -> body.contains("Sell plums"));
        assertThat(page.cursor()).isNotEmpty();
    }

    private static List<String> bodies(Page page) {
        return page.posts().stream().map(post -> post.body()).toList();
    }
}
