package dev.millrace.forge.hook;

import java.util.List;
import java.util.Map;

/** Says in a vendor's words what happened. */
public interface Announcer {

    /** What a subscriber is to be told; nothing when the happening is not its business. */
    List<Notice> notices(Hook hook, Happening happening, long delivery);

    /** Headers of a post, those that prove who sends it included. */
    Map<String, String> headers(Hook hook, Delivery delivery);
}
