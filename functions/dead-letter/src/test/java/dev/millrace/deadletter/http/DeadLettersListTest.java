package dev.millrace.deadletter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.millrace.deadletter.DeadLetterSurroundings;
import dev.millrace.deadletter.Post;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator gets to see of the letters. */
@QuarkusTest
@QuarkusTestResource(DeadLetterSurroundings.class)
class DeadLettersListTest extends DeadLettersFixture {

    @Test
    void showsADeadLetterWithItsEvent() {
        // Given
        Post dead = Post.dead(Post.FACT, SOMEBODY).with("instanceid", "i-1");
        dead.send();

        // When
        ValidatableResponse shown =
                operator().get("/dead-letters/" + dead.letter(SOMEBODY)).then();

        // Then
        shown.statusCode(200)
                .body("letter.id", equalTo(dead.letter(SOMEBODY).toString()))
                .body("letter.state", equalTo("stored"))
                .body("letter.occurrence", equalTo(1))
                .body("letter.tenant", equalTo("acme"))
                .body("letter.ticket", equalTo("ado/shop/7"))
                .body("letter.instance", equalTo("i-1"))
                .body("letter.trace", equalTo(Post.TRACE))
                .body("letter.destination", equalTo(SOMEBODY))
                .body("letter.status", equalTo(500))
                .body("letter.firstSeen", startsWith("20"))
                .body("letter.settled", nullValue())
                .body("error", equalTo("it broke"))
                .body("event.id", equalTo(dead.id()))
                .body("event.data.n", equalTo(1.1f))
                .body("event.data_base64", nullValue());
    }

    @Test
    void showsDataThatIsNoJsonInBase64() {
        // Given
        Post dead = Post.dead(Post.FACT, SOMEBODY).json("{broken");
        dead.send();

        // When
        ValidatableResponse shown =
                operator().get("/dead-letters/" + dead.letter(SOMEBODY)).then();

        // Then
        shown.statusCode(200)
                .body("event.data_base64", equalTo(Post.base64("{broken")))
                .body("event.data", nullValue());
    }

    @Test
    void filtersTheList() {
        // Given
        String type = "com.example." + UUID.randomUUID();
        Post stored = Post.dead(type, SOMEBODY);
        Post dropped = Post.dead(type, SOMEBODY);
        Post elsewhere = Post.dead(type, "docs-update");
        Post foreign = Post.dead(type, SOMEBODY).with("tenant", "globex");
        Stream.of(stored, dropped, elsewhere, foreign).forEach(Post::send);
        Post.drop(dropped.letter(SOMEBODY), 1).send();

        // When
        RequestSpecification ofType = operator().queryParam("type", type);

        // Then
        ofType.get("/dead-letters").then().body("items", hasSize(4)).body("next", nullValue());
        operator()
                .queryParam("type", type)
                .queryParam("state", "dropped")
                .get("/dead-letters")
                .then()
                .body("items.id", contains(dropped.letter(SOMEBODY).toString()))
                .body("items[0].settled.by", equalTo("operator"))
                .body("items[0].settled.reason", equalTo("obsolete"));
        operator()
                .queryParam("type", type)
                .queryParam("destination", "docs-update")
                .get("/dead-letters")
                .then()
                .body("items.id", contains(elsewhere.letter("docs-update").toString()));
        operator()
                .queryParam("type", type)
                .queryParam("tenant", "globex")
                .get("/dead-letters")
                .then()
                .body("items.id", contains(foreign.letter(SOMEBODY).toString()));
        operator().queryParam("type", type + "x").get("/dead-letters").then().body("items", hasSize(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 200})
    void pagesThroughTheListWithoutGapsOrRepeats(int limit) {
        // Given
        String type = "com.example." + UUID.randomUUID();
        List<String> newestFirst = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            Post dead = Post.dead(type, SOMEBODY);
            dead.send();
            newestFirst.addFirst(dead.letter(SOMEBODY).toString());
        }

        // When
        List<String> seen = new ArrayList<>();
        String next = null;
        do {
            RequestSpecification request = operator().queryParam("type", type).queryParam("limit", limit);
            JsonPath page = (next == null ? request : request.queryParam("after", next))
                    .get("/dead-letters")
                    .jsonPath();
            List<String> ids = page.getList("items.id");
            assertThat(ids).hasSizeBetween(1, limit);
            seen.addAll(ids);
            next = page.getString("next");
        } while (next != null);

        // Then
        assertThat(seen).isEqualTo(newestFirst);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                limit=0                                  | limit
                limit=201                                | limit
                limit=-1                                 | limit
                limit=ten                                | limit
                limit=99999999999                        | limit
                state=lost                               | state
                type=%00                                 | type
                destination=a%00b                        | destination
                after=%C3%A4                             | after
                after=bm90aGluZw                         | after
                after=MjAyNi0wMS0wMVQwMDowMDowMFogeA     | after
                after=MjAyNi0wMS0wMVQwMDowMDowMFo        | after
                after=KzEwMDAwMDAwMDAtMDEtMDFUMDA6MDA6MDBaIDAwMDAwMDAwLTAwMDAtMDAwMC0wMDAwLTAwMDAwMDAwMDAwMA | after
                """)
    void refusesAListThatCannotBe(String query, String names) {
        // When
        ValidatableResponse answer = operator()
                .urlEncodingEnabled(false)
                .get("/dead-letters?" + query)
                .then();

        // Then
        problem(answer, 400).body("detail", containsString("'" + names + "'"));
    }
}
