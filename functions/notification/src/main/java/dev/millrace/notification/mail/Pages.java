package dev.millrace.notification.mail;

import dev.millrace.notification.message.Message;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The two forms of a mail. HTML escapes by itself; plain text needs nothing. */
@CheckedTemplate(basePath = "mail")
final class Pages {

    private Pages() {}

    static native TemplateInstance html(Message message);

    static native TemplateInstance text(Message message);
}
