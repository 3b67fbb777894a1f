package dev.millrace.durable.activities;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.millrace.contracts.ContentRef;

/** What came of reading a model's answer. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Reading.Understood.class, name = "understood"),
    @JsonSubTypes.Type(value = Reading.Unreadable.class, name = "unreadable")
})
public sealed interface Reading {

    /** @param words for people: of a plan its beginning, of edits how many */
    record Understood(ContentRef content, String words) implements Reading {}

    /** @param why a sentence that helps the model to do better */
    record Unreadable(String why) implements Reading {}
}
