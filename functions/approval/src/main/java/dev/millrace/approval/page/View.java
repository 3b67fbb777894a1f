package dev.millrace.approval.page;

import dev.millrace.approval.signin.Identity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows of a question, in its reader's words.
 *
 * @param plan as HTML; null when it cannot be shown
 * @param diff as HTML; null when the question came without one
 */
public record View(
        String title,
        String ticket,
        String author,
        String repository,
        String pull,
        @Nullable String url,
        String cost,
        String deadline,
        List<String> checks,
        @Nullable String plan,
        boolean planCut,
        String bound,
        @Nullable String diff,
        String needed,
        @Nullable String stuck,
        List<PersonView> people,
        @Nullable String morePeople) {

    public View {
        checks = List.copyOf(checks);
        people = List.copyOf(people);
    }

    /** @param said what they decided */
    public record PersonView(
            String name, String said, @Nullable String comment) {}

    /**
     * How things stand for this reader.
     *
     * @param kind names the look
     * @param again where to look again; null when there is nothing to wait for
     */
    public record StateView(
            String kind,
            String headline,
            List<String> sentences,
            @Nullable String again) {

        public StateView {
            sentences = List.copyOf(sentences);
        }
    }

    /**
     * What a reader may send.
     *
     * @param token of this form
     * @param retracts whether they can only take back what they said
     * @param others to whom they may hand their say on
     * @param comment that they typed before
     * @param error what is wrong with what they sent before
     * @param errorOfPerson whether that is about to whom they hand it on
     */
    public record FormView(
            String action,
            String token,
            String diff,
            boolean retracts,
            List<OtherView> others,
            String comment,
            @Nullable String error,
            boolean errorOfPerson) {

        public FormView {
            others = List.copyOf(others);
        }
    }

    /**
     * That a reader must sign in first.
     *
     * @param address where they do; null when nobody can
     * @param comment that they typed before
     */
    public record SignInView(String text, @Nullable String address, String comment) {

        /** @return null when a reader need not, or has */
        static @Nullable SignInView of(Identity identity, Visit visit, String comment) {
            Words words = visit.words();
            return switch (identity) {
                case Identity.LinkHolder holder -> null;
                case Identity.Known known -> null;
                case Identity.Unverifiable none -> new SignInView(words.text("signin.impossible"), null, comment);
                case Identity.Stranger stranger -> new SignInView(words.text("signin.text"), visit.signIn(), comment);
                case Identity.Other(String label) ->
                    new SignInView(words.fill("signin.other", Html.visible(label)), visit.signIn(), comment);
            };
        }
    }

    /** Somebody to choose. */
    public record OtherView(String id, String name) {}
}
