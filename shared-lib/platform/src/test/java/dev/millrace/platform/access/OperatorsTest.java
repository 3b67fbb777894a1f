package dev.millrace.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorsTest {

    private final Operators operators = new Operators(Optional.of("s3cret\n"));

    @ParameterizedTest
    @ValueSource(strings = {"Bearer s3cret", "bearer s3cret", "BEARER  s3cret "})
    void knowsAnOperatorByTheToken(String authorization) {
        assertThat(operators.isOperator(authorization)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "s3cret",
                "Bearer",
                "Bearer ",
                "Bearer s3cre",
                "Bearer S3CRET",
                "Basic s3cret",
                " Bearer s3cret"
            })
    void doesNotKnowAnybodyElse(String authorization) {
        assertThat(operators.isOperator(authorization)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void knowsNobodyWithoutAToken(String blank) {
        assertThat(new Operators(Optional.of(blank)).isOperator("Bearer " + blank))
                .isFalse();
        assertThat(new Operators(Optional.of(blank)).isOperator("Bearer ")).isFalse();
    }

    @Test
    void knowsNobodyWhereNoTokenIsConfigured() {
        assertThat(new Operators(Optional.empty()).isOperator("Bearer ")).isFalse();
    }
}
