package dev.millrace.approval.page;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.approval.ApprovalFixture;
import dev.millrace.approval.Approvals.Asked;
import dev.millrace.contracts.Diff;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A person with a link and a browser. */
abstract class PageFixture extends ApprovalFixture {

    /** Path and query of a person's link. */
    String link(UUID approval, String person) {
        Asked asked = asked(approval);
        var link = links.link(asked.approval(), person);
        return link.getRawPath() + "?" + link.getRawQuery();
    }

    /** Binds a question to a patch, as whoever makes both does. */
    void bind(ObjectNode question, String patch) {
        SortedMap<String, String> blobs = new TreeMap<>();
        PatchReader.read(patch).files().forEach(file -> blobs.put(file.path(), file.blob()));
        var diff =
                new Diff(question.path("target").asText(), question.path("head").asText(), blobs);
        question.put("patch", put(patch)).put("diff", diff.digest().hex());
    }

    static RequestSpecification browser() {
        return given().urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .header("Accept-Language", "en-GB,en;q=0.8")
                .header("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
                .header("X-Forwarded-For", "192.0.2.77");
    }

    static Document open(String link) {
        return Jsoup.parse(browser().get(link).asString());
    }

    static String formToken(Document page) {
        return hidden(page, "form");
    }

    static Response send(String link, String form, String diff, String decision, String comment) {
        return send(link, Map.of("form", form, "diff", diff, "decision", decision, "comment", comment));
    }

    static Response send(String link, Map<String, String> fields) {
        return browser()
                .header("Sec-Fetch-Site", "same-origin")
                .header("Origin", "null")
                .contentType("application/x-www-form-urlencoded")
                .urlEncodingEnabled(true)
                .formParams(fields)
                .post(link.replace("&sent=", "&unused="));
    }

    /** Opens the page and presses a button. */
    static Response press(String link, String decision, String comment) {
        return send(link, formToken(open(link)), DIFF, decision, comment);
    }

    static String headline(Document page) {
        Element state = page.selectFirst(".state strong");
        return state == null ? page.title() : state.text();
    }

    private static String hidden(Document page, String name) {
        Element field = page.selectFirst("input[name=" + name + "]");
        return field == null ? "" : field.attr("value");
    }
}
