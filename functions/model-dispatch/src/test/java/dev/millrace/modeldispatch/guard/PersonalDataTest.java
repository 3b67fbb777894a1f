package dev.millrace.modeldispatch.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonalDataTest {

    private final PersonalData data =
            new PersonalData(new Names(List.of("Ann Smith", "Ann", "Zoë Größe", "O'Brien", " ", "Li")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                Write to ann.b+x@mail.example.co.uk today       | email | ann.b+x@mail.example.co.uk
                <jürgen@firma.de>,                               | email | jürgen@firma.de
                bob@example.com.                                 | email | bob@example.com
                a@b.example, c                                   | email | a@b.example
                mail:x@y.io/path                                 | email | x@y.io
                Call +49 30 1234567 now                          | phone | +49 30 1234567
                Call +1 (555) 123-4567                           | phone | +1 (555) 123-4567
                tel: +4915112345678,                             | phone | +4915112345678
                0049 171 1234567                                 | phone | 0049 171 1234567
                (030) 1234567                                    | phone | (030) 1234567
                0171/1234567.                                    | phone | 0171/1234567
                06 12 34 56 78                                   | phone | 06 12 34 56 78
                020 7946 0958                                    | phone | 020 7946 0958
                (555) 123-4567                                   | phone | (555) 123-4567
                555.123.4567                                     | phone | 555.123.4567
                IBAN DE89 3704 0044 0532 0130 00 please          | iban  | DE89 3704 0044 0532 0130 00
                DE89370400440532013000                           | iban  | DE89370400440532013000
                GB29NWBK60161331926819.                          | iban  | GB29NWBK60161331926819
                card 4111 1111 1111 1111 exp 12/29               | card  | 4111 1111 1111 1111
                (5500-0000-0000-0004)                            | card  | 5500-0000-0000-0004
                378282246310005                                  | card  | 378282246310005
                from 192.168.17.4:8080                           | ip    | 192.168.17.4
                at 2001:db8::8a2e:370:7334.                      | ip    | 2001:db8::8a2e:370:7334
                [fe80:0:0:0:204:61ff:fe9d:f156]                  | ip    | fe80:0:0:0:204:61ff:fe9d:f156
                ask ANN SMITH.                                   | name  | ANN SMITH
                ask ann's boss                                   | name  | ann
                ask Ann Smith’s boss                             | name  | Ann Smith
                ask ann.                                         | name  | ann
                zoë  größe said                                  | name  | zoë  größe
                Mr. o'brien, hello                               | name  | o'brien
                """)
    void finds(String text, String kind, String found) {
        // When
        List<Span> spans = data.find(text);

        // Then
        assertThat(spans).hasSize(1);
        assertThat(text.substring(spans.getFirst().start(), spans.getFirst().end()))
                .isEqualTo(found);
        assertThat(spans.getFirst().kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-03T08:15:30.123456789Z",
                "03.11.2026 and 01-02-2026 12:30:45",
                "version 10.4.2 of 1.2.3.4.5",
                "order 1234567890123456, id 4111111111111112",
                "550e8400-e29b-41d4-a716-446655440000",
                "0.123456789 and 3.14159265358979",
                "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "@Override public @Nullable String user@host",
                "git@github.com:acme/shop.git",
                "npm i left-pad@1.3.0",
                "std::vector<a::b> dead::beef ::1 12:30:45 a:b:c",
                "DE89370400440532013001 DE12 AB34",
                "0000 0000 00 007",
                "127.0.0.1 0.0.0.0 300.1.1.1",
                "1,234,567,890 and 100 000 000",
                "Annabel, joann, Ann-Marie, Limit, List",
                "lines 030-045, 2024-2025",
                ""
            })
    void findsNothing(String text) {
        assertThat(data.find(text)).isEmpty();
    }

    @Test
    void findsSeveralInOrder() {
        // Given
        String text = "Ann Smith <ann@example.com>, +49 30 1234567, DE89370400440532013000";

        // When
        List<Span> spans = data.find(text);

        // Then
        assertThat(spans).extracting(Span::kind).containsExactly("name", "email", "phone", "iban");
    }

    @Test
    void prefersAnAddressToTheNameInIt() {
        assertThat(data.find("ann.smith@example.com")).extracting(Span::kind).containsExactly("email");
    }
}
