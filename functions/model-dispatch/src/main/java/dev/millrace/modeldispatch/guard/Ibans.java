package dev.millrace.modeldispatch.guard;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** International bank account numbers (ISO 13616), written together or in groups, whose check digits are right. */
final class Ibans {

    private static final Map<String, Integer> LENGTHS = lengths("""
        AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18
        FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20
        LU20 LV21 LY25 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24
        SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20""");

    private Ibans() {}

    private static Map<String, Integer> lengths(String table) {
        Map<String, Integer> lengths = new HashMap<>();
        for (String entry : table.split("\\s+", -1)) {
            lengths.put(entry.substring(0, 2), Integer.valueOf(entry.substring(2)));
        }
        return lengths;
    }

    /** @param start index of a capital letter that no word precedes */
    static @Nullable Span find(String text, int start) {
        if (!Chars.isUpper(Chars.at(text, start + 1))
                || !Chars.isDigit(Chars.at(text, start + 2))
                || !Chars.isDigit(Chars.at(text, start + 3))) {
            return null;
        }
        Integer length = LENGTHS.get(text.substring(start, start + 2));
        if (length == null) {
            return null;
        }
        var plain = new StringBuilder(length);
        int i = start;
        while (plain.length() < length) {
            char c = Chars.at(text, i);
            if (Chars.isAscii(c)) {
                plain.append(c);
            } else if (c != ' ' || text.charAt(i - 1) == ' ') {
                return null;
            }
            i++;
        }
        return Chars.isWord(Chars.at(text, i)) || remainder(plain) != 1 ? null : new Span(start, i, "iban");
    }

    /** Modulo 97 (ISO 7064) of the number with country and check digits at its end. */
    private static int remainder(CharSequence iban) {
        int remainder = 0;
        for (int i = 0; i < iban.length(); i++) {
            int value = Character.digit(iban.charAt((i + 4) % iban.length()), 36);
            remainder = (value > 9 ? remainder * 100 : remainder * 10) + value;
            remainder %= 97;
        }
        return remainder;
    }
}
