package dev.millrace.modeldispatch.guard;

import org.jspecify.annotations.Nullable;

/** Numbers of payment cards and telephones, and addresses of IPv4. */
final class Numbers {

    private Numbers() {}

    /** @param start index of a digit, plus or bracket that no word and no number precedes */
    static @Nullable Span find(String text, int start) {
        Digits digits = Digits.read(text, start);
        if (digits == null || (digits.ends().size() == 1 && Chars.isWord(Chars.at(text, digits.end())))) {
            return null;
        }
        Span card = card(text, digits);
        if (card != null) {
            return card;
        }
        Span address = address(text, digits);
        return address != null ? address : phone(text, digits);
    }

    /** 13 to 19 digits in a range of an issuer (ISO/IEC 7812) whose check digit is right. */
    private static @Nullable Span card(String text, Digits digits) {
        if (Chars.isDigit(text.charAt(digits.start()))) {
            int length = 0;
            for (int i = 0; i < digits.groups().size(); i++) {
                length += digits.groups().get(i);
                int end = digits.ends().get(i);
                if (length >= 13
                        && length <= 19
                        && !Chars.isWord(Chars.at(text, end))
                        && isPlain(digits.separators(), i)
                        && isIssued(digits.digits(), length)
                        && isLuhn(digits.digits(), length)) {
                    return new Span(digits.start(), end, "card");
                }
            }
        }
        return null;
    }

    /** Whether single spaces or single hyphens stand between the first groups. */
    private static boolean isPlain(String separators, int count) {
        for (int i = 0; i < count; i++) {
            char separator = Chars.at(separators, 2 * i);
            if ((separator != ' ' && separator != '-') || Chars.at(separators, 2 * i + 1) != '|') {
                return false;
            }
        }
        return true;
    }

    private static boolean isIssued(String digits, int length) {
        int four = Integer.parseInt(digits.substring(0, 4));
        int two = four / 100;
        return switch (length) {
            case 13, 19 -> two / 10 == 4;
            case 14 -> two == 36 || two == 38 || (four >= 3000 && four <= 3059);
            case 15 -> two == 34 || two == 37;
            case 16 ->
                two / 10 == 4
                        || (two >= 51 && two <= 55)
                        || (four >= 2221 && four <= 2720)
                        || four == 6011
                        || two == 65
                        || (four >= 6440 && four <= 6499)
                        || (four >= 3528 && four <= 3589);
            default -> false;
        };
    }

    private static boolean isLuhn(String digits, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            int digit = digits.charAt(length - 1 - i) - '0';
            int value = i % 2 == 0 ? digit : 2 * digit;
            sum += value > 9 ? value - 9 : value;
        }
        return sum % 10 == 0;
    }

    private static @Nullable Span address(String text, Digits digits) {
        if (digits.groups().size() != 4 || !digits.separators().equals(".|.|.|")) {
            return null;
        }
        int from = 0;
        int first = 0;
        for (int i = 0; i < 4; i++) {
            int size = digits.groups().get(i);
            int value = size > 3 ? 256 : Integer.parseInt(digits.digits().substring(from, from + size));
            if (value > 255) {
                return null;
            }
            first = i == 0 ? value : first;
            from += size;
        }
        boolean somebody = first != 0 && first != 127 && first != 255;
        return somebody && !Chars.isWord(Chars.at(text, digits.end()))
                ? new Span(digits.start(), digits.end(), "ip")
                : null;
    }

    private static @Nullable Span phone(String text, Digits digits) {
        int count = digits.digits().length();
        boolean international = text.charAt(digits.start()) == '+'
                ? count >= 8 && count <= 15 && !digits.digits().startsWith("0")
                : digits.digits().startsWith("00")
                        && count >= 10
                        && count <= 17
                        && digits.groups().size() > 1
                        && digits.digits().charAt(2) != '0';
        boolean plausible = international || isNational(digits, count) || isNorthAmerican(digits);
        boolean closed = text.charAt(digits.start()) != '('
                || Chars.at(text, digits.ends().get(0)) == ')';
        return plausible && closed && !Chars.isWord(Chars.at(text, digits.end()))
                ? new Span(digits.start(), digits.end(), "phone")
                : null;
    }

    /** As most of Europe writes them: a zero, then groups. What begins like a date is none. */
    private static boolean isNational(Digits digits, int count) {
        boolean date = digits.groups().size() >= 3
                && digits.groups().get(0) <= 2
                && digits.groups().get(1) <= 2
                && digits.groups().get(2) == 4;
        boolean groups = digits.groups().size() >= 2 && digits.groups().get(0) >= 2;
        return groups
                && !date
                && count >= 9
                && count <= 12
                && digits.digits().charAt(0) == '0'
                && digits.digits().charAt(1) != '0';
    }

    private static boolean isNorthAmerican(Digits digits) {
        boolean withPrefix = digits.hasGroups(1, 3, 3, 4) && digits.digits().charAt(0) == '1';
        char area = digits.digits().charAt(withPrefix ? 1 : 0);
        return (withPrefix || digits.hasGroups(3, 3, 4)) && area >= '2';
    }
}
