package dev.millrace.audit.log;

/** What an event is known by. */
public record EventKey(String tenant, String source, String id) {}
