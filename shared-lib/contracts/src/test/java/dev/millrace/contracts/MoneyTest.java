package dev.millrace.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MoneyTest {

    @Test
    void addsUpInOneCurrencyAndNeverOverflows() {
        assertThat(new Money(1, "EUR").plus(new Money(2, "EUR"))).isEqualTo(new Money(3, "EUR"));
        assertThatThrownBy(() -> new Money(1, "EUR").plus(new Money(1, "USD"))).hasMessageContaining("cannot be added");
        assertThatThrownBy(() -> new Money(Long.MAX_VALUE, "EUR").plus(new Money(1, "EUR")))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> new Money(1, "euro")).hasMessageContaining("three capital letters");
    }
}
