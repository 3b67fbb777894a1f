package dev.millrace.notification.mail;

import java.util.regex.Pattern;

/** Which addresses mail goes to: those of RFC 5321, without quoted local parts, comments and lists of several. */
final class MailAddress {

    private static final int LONGEST = 254;
    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?");

    private MailAddress() {}

    static boolean isOne(String text) {
        return text.length() <= LONGEST && FORM.matcher(text).matches() && !text.contains("..");
    }

    static String domain(String address) {
        return address.substring(address.indexOf('@') + 1);
    }
}
