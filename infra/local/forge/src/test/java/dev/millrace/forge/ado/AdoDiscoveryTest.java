package dev.millrace.forge.ado;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.forge.TestForge;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoDiscoveryTest {

    private TestForge forge;

    @BeforeEach
    void start(@TempDir Path data) {
        forge = new TestForge(data);
    }

    @AfterEach
    void stop() {
        forge.close();
    }

    @Test
    void anAreaListsItsLocationsWhateverItsCase() {
        // When
        JsonNode git = options("Git");

        // Then
        assertThat(git.path("count").asInt())
                .isEqualTo(git.path("value").size())
                .isGreaterThan(20);
        assertThat(git.at("/value/0/routeTemplate").asText()).contains("{area}");
    }

    @Test
    void everyLocationThatIsAnnouncedIsServed() {
        // Given
        List<String> unserved = new ArrayList<>();

        // When
        for (JsonNode location : options("").path("value")) {
            String path = Ado.ORG + "/"
                    + location.path("routeTemplate")
                            .asText()
                            .replace("{project}", "shop")
                            .replace("{team}", "team")
                            .replace("{area}", location.path("area").asText())
                            .replace("{resource}", location.path("resourceName").asText())
                            .replace("{type}", "Bug")
                            .replaceAll("\\{[^}]*}", "1");
            String got = forge.get(path).text();
            String posted = forge.post(path, "{}").text();
            if (got.contains("There is no GET") && posted.contains("There is no POST")) {
                unserved.add(path);
            }
        }

        // Then
        assertThat(unserved).isEmpty();
    }

    @Test
    void clientsKeepTheirBaseAddressAndLearnWhoTheyAre() {
        // When
        JsonNode areas = forge.get(Ado.ORG + "/_apis/ResourceAreas").json();
        JsonNode data =
                forge.as("ada", "GET", Ado.ORG + "/_apis/connectionData", null).json();

        // Then
        assertThat(areas).hasToString("{\"count\":0,\"value\":null}");
        assertThat(data.at("/authenticatedUser/providerDisplayName").asText()).isEqualTo("Ada");
    }

    private JsonNode options(String area) {
        return forge.as("millrace", "OPTIONS", Ado.ORG + "/_apis" + (area.isEmpty() ? "" : "/" + area), null)
                .json();
    }
}
