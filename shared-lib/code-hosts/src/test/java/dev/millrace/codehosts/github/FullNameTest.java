package dev.millrace.codehosts.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.codehosts.HostException;
import dev.millrace.contracts.RepositoryRef;
import dev.millrace.contracts.events.PullRequestEvent.PullRequestRef;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FullNameTest {

    @Test
    void aRepositoryIsUnderstoodHoweverItIsReferredTo() {
        // Given
        var plain = new RepositoryRef("code", "acme", "shop");
        var ofATicket = new RepositoryRef("code", "acme/tickets", "shop");
        var ofAHook = new PullRequestRef("code", "acme/shop", "acme/shop", "7");

        // When
        List<FullName> names = List.of(FullName.of(plain), FullName.of(ofATicket), FullName.of(ofAHook));

        // Then
        assertThat(names).containsOnly(new FullName("acme", "shop"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "acme", "acme/shop/more", "../shop", "acme/..", " /shop"})
    void whatIsNoFullNameIsInvalid(String text) {
        // When
        assertThatThrownBy(() -> FullName.parse(text))
                // Then
                .isInstanceOf(HostException.Invalid.class)
                .hasMessageContaining("owner/name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../../user", "a//b", "/a", "a/", "./a"})
    void aPathThatLeadsElsewhereIsNotFound(String path) {
        // When
        assertThatThrownBy(() -> new FullName("acme", "shop").under("contents", path))
                // Then
                .isInstanceOf(HostException.NotFound.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.github.com, https://api.github.com, https://api.github.com/graphql",
        "https://github.com/, https://api.github.com, https://api.github.com/graphql",
        "https://api.acme.ghe.com, https://api.acme.ghe.com, https://api.acme.ghe.com/graphql",
        "https://git.acme.org, https://git.acme.org/api/v3, https://git.acme.org/api/graphql",
        "https://git.acme.org/api/v3/, https://git.acme.org/api/v3, https://git.acme.org/api/graphql"
    })
    void bothInterfacesFollowFromOneUrl(URI url, URI rest, URI graphql) {
        // When
        ApiAddress address = ApiAddress.of(url);

        // Then
        assertThat(address).isEqualTo(new ApiAddress(rest, graphql));
    }
}
