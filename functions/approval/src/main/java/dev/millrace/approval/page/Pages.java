package dev.millrace.approval.page;

import dev.millrace.approval.page.View.FormView;
import dev.millrace.approval.page.View.SignInView;
import dev.millrace.approval.page.View.StateView;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import org.jspecify.annotations.Nullable;

/** The templates of this room. */
@CheckedTemplate
final class Pages {

    private Pages() {}

    static native TemplateInstance question(
            Words w, View view, StateView state, @Nullable FormView form, @Nullable SignInView signIn);

    /** @param key of the headline */
    static native TemplateInstance notice(Words w, String key);
}
