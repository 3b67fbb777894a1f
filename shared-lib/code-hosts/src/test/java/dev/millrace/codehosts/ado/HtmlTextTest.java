package dev.millrace.codehosts.ado;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTextTest {

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", textBlock = """
            plain\\nwith lines => plain\\nwith lines
            5 &lt; 6 & 7 => 5 < 6 & 7
            a < b and c > d => a < b and c > d
            <div>One&nbsp;thing</div><div>Another</div> => One thing\\nAnother
            <p>First</p>\\n<p>Second</p> => First\\nSecond
            line<br>line<br/>line => line\\nline\\nline
            <ul><li>a</li><li><b>b</b> c</li></ul> => - a\\n- b c
            <pre>  if (x)\\n    y();</pre> => if (x)\\n    y();
            <img src="x" alt="a pear"> => a pear
            <div>unclosed <b>bold => unclosed bold
            <script>alert(1)</script>text => text
            """)
    void richTextBecomesPlain(String html, String text) {
        // Given
        String given = html.replace("\\n", "\n");

        // When
        String plain = HtmlText.of(given);

        // Then
        assertThat(plain).isEqualTo(text.replace("\\n", "\n"));
    }
}
