package dev.millrace.audit.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.millrace.testkit.FunctionNeighbours;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How entries are found. */
@QuarkusTest
@QuarkusTestResource(value = FunctionNeighbours.class, initArgs = @ResourceArg(name = "function", value = "audit"))
class EntriesTest extends AuditFixture {

    @Test
    void findsEntriesByEverythingThatTheyAreKnownBy() {
        // Given
        append("acme", "ado/Fabrikam/" + mark, "com.example.one");
        append("acme", "ado/Fabrikam/" + mark, "com.example.two." + mark);
        append("other", "ado/Fabrikam/" + mark, "com.example.one");

        // When / Then
        find("correlation=ado/Fabrikam/" + mark)
                .then()
                .body("entries", hasSize(3))
                .body("next", nullValue());
        find("correlation=ado/Fabrikam/" + mark + "&tenant=acme").then().body("entries", hasSize(2));
        find("type=com.example.two." + mark)
                .then()
                .body("entries", hasSize(1))
                .body("entries[0].event.type", equalTo("com.example.two." + mark))
                .body("entries[0].content.salt", notNullValue());
        find("trace=" + mark.replace("-", "")).then().body("entries", hasSize(3));
        find("correlation=ado/Fabrikam/" + mark + "&since=2999-01-01T00:00:00Z")
                .then()
                .body("entries", hasSize(0));
        find("correlation=ado/Fabrikam/" + mark + "&since=2020-01-01T00:00:00Z")
                .then()
                .body("entries", hasSize(3));
    }

    @Test
    void showsPagesThatFollowEachOther() {
        // Given
        IntStream.range(0, 5).forEach(i -> append("acme", "ado/Fabrikam/" + mark, "com.example.one"));
        String query = "correlation=ado/Fabrikam/" + mark + "&limit=3";

        // When
        Response first = find(query);
        Response second = find(query + "&after=" + first.jsonPath().getLong("next"));

        // Then
        assertThat(first.jsonPath().getList("entries")).hasSize(3);
        assertThat(second.jsonPath().getList("entries")).hasSize(2);
        assertThat(second.jsonPath().getLong("entries[0].seq"))
                .isEqualTo(first.jsonPath().getLong("entries[2].seq") + 1);
        second.then().body("next", nullValue());
    }

    private static Response find(String query) {
        return operator().get("/audit/entries?" + query);
    }
}
