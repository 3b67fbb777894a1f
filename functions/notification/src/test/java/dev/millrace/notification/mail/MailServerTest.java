package dev.millrace.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.notification.mail.MailServer.Security;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailServerTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "smtp://mail.example.com, mail.example.com, 587, REQUIRED, -, -",
                "smtps://mail.example.com, mail.example.com, 465, IMPLICIT, -, -",
                "smtp://localhost:1025, localhost, 1025, OPTIONAL, -, -",
                "smtp://relay.internal:25?tls=optional, relay.internal, 25, OPTIONAL, -, -",
                "smtp://u%40x:p%3A%2Fw+d@mail.example.com, mail.example.com, 587, REQUIRED, u@x, p:/w+d",
                "smtps://u:a:b@mail.example.com:2465, mail.example.com, 2465, IMPLICIT, u, a:b"
            })
    void readsAnAddress(String url, String host, int port, Security security, String user, String password) {
        assertThat(MailServer.parse(url)).isEqualTo(new MailServer(host, port, security, user, password));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail.example.com",
                "http://u:secret@mail.example.com",
                "smtp://u:sec ret@mail.example.com",
                "smtp://u:secret@",
                "smtp://u:secret@mail.example.com?tls=none",
                "smtp://u:%zzsecret@mail.example.com"
            })
    void saysWhatItWantsAndNeverThePassword(String url) {
        assertThatThrownBy(() -> MailServer.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must look like smtp://")
                .hasMessageNotContaining("sec")
                .hasNoCause();
    }

    @Test
    void isShownWithoutItsPassword() {
        assertThat(MailServer.parse("smtp://u:secret@mail.example.com")).hasToString("mail.example.com:587");
    }
}
