package dev.millrace.forge.hook;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A happening in a vendor's words.
 *
 * @param event the vendor's name of it
 */
public record Notice(String event, JsonNode body) {}
