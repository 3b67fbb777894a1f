package dev.millrace.runtime.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.runtime.manifest.RouteManifest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which paths are public, and who answers them. */
class RoutesTest extends GatewayFixture {

    @Test
    void passesAPublicPathWithItsQueryToItsFunction() throws Exception {
        // When
        String answer = ask("GET /hooks/ado?x=1%2F2 HTTP/1.1\r\nHost: localhost\r\n");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 200").endsWith("/hooks/ado?x=1%2F2");
    }

    @Test
    void prefersTheExactPath() throws Exception {
        // When
        String exact = ask("GET /hooks/exact HTTP/1.1\r\nHost: localhost\r\n");
        String prefix = ask("GET /hooks/exactly HTTP/1.1\r\nHost: localhost\r\n");
        String audit = ask("GET /audit HTTP/1.1\r\nHost: localhost\r\n");

        // Then
        assertThat(pid(exact)).isEqualTo(pid(audit)).isNotEqualTo(pid(prefix));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/q/health", "/hooksx", "/hook", "/HOOKS", "/hooks;a=b", "/broker/default"})
    void showsNothingElse(String path) throws Exception {
        // When
        String answer = ask("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 404").contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hooks/../audit",
                "/hooks/%2e%2e/audit",
                "/hooks/%2E./audit",
                "/hooks/..%2faudit",
                "/hooks%2faudit",
                "/hooks/..;/audit",
                "/hooks/.;x/audit",
                "//audit",
                "/hooks//audit",
                "/hooks/;/audit",
                "/hooks\\..\\audit",
                "/hooks/%5c..%5caudit",
                "/hooks/%252e%252e/audit",
                "/hooks/%00",
                "/hooks/%zz",
                "/hooks/%c0%ae%c0%ae/audit",
                "/hooks/%",
                "http://localhost/hooks",
                "/hooks#/../audit",
                "*"
            })
    void refusesAPathThatCouldBeReadInTwoWays(String path) throws Exception {
        // When
        String answer = ask("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");

        // Then
        assertThat(answer).startsWith("HTTP/1.1 400");
    }

    @Test
    void prefersTheLongerPath() throws Exception {
        // Given
        Routes routes = Routes.of(
                List.of(
                        route("long", "PathPrefix", "/hooks/deep/down", "audit"),
                        route("short", "PathPrefix", "/hooks", "hooks-function"),
                        route("middle", "PathPrefix", "/hooks/deep", "quick"),
                        route("exact", "Exact", "/hooks/deep", "audit")),
                SERVICES);

        // When
        List<Optional<String>> services = Stream.of(
                        "/hooks/deep/down/x", "/hooks/deep/down", "/hooks/deep/x", "/hooks/deep", "/hooks/x", "/x")
                .map(path ->
                        routes.find((RequestPath.Clean) RequestPath.parse(path)).map(Routes.Route::service))
                .toList();

        // Then
        assertThat(services)
                .containsExactly(
                        Optional.of("audit"),
                        Optional.of("audit"),
                        Optional.of("quick"),
                        Optional.of("audit"),
                        Optional.of("hooks-function"),
                        Optional.empty());
    }

    @Test
    void refusesTwoRoutesForOnePath() throws Exception {
        // Given
        List<RouteManifest> routes =
                List.of(route("first", "Exact", "/hooks", "audit"), route("second", "Exact", "/hooks", "quick"));

        // When / Then
        assertThatThrownBy(() -> Routes.of(routes, SERVICES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("second")
                .hasMessageContaining("/hooks");
    }

    @Test
    void refusesARouteToNobody() throws Exception {
        // Given
        List<RouteManifest> routes = List.of(route("lost", "Exact", "/hooks", "nobody"));

        // When / Then
        assertThatThrownBy(() -> Routes.of(routes, SERVICES))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("lost")
                .hasMessageContaining("nobody");
    }

    private static String pid(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4).split(" ", -1)[0];
    }
}
