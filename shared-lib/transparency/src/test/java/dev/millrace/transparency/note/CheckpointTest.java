package dev.millrace.transparency.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.millrace.transparency.Hash;
import dev.millrace.transparency.TreeHash;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checkpoint of example.com/behind-the-sofa is the example of c2sp.org/tlog-checkpoint (CC BY 4.0). */
class CheckpointTest {

    private static final String EXAMPLE = """
            example.com/behind-the-sofa
            20852163
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

            — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
            """;

    @Test
    void readsAndWritesTheExampleOfTheSpecification() {
        // When
        var signed = SignedCheckpoint.parse(EXAMPLE);

        // Then
        assertThat(signed.checkpoint())
                .isEqualTo(new Checkpoint(
                        "example.com/behind-the-sofa",
                        20_852_163,
                        Hash.fromBase64("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")));
        assertThat(signed.format()).isEqualTo(EXAMPLE);
    }

    @Test
    void signedCheckpointIsBelieved() {
        // Given
        var key = SigningKey.of("log.example/audit", new byte[32]);
        var checkpoint = new Checkpoint("log.example/audit", 3, Hash.sha256(new byte[] {1}), List.of("extension"));

        // When
        var signed =
                SignedCheckpoint.parse(SignedCheckpoint.sign(checkpoint, key).format());

        // Then
        assertThat(signed.checkpoint()).isEqualTo(checkpoint);
        assertThat(signed.verify(List.of(key.verifierKey())))
                .isEqualTo(new SignatureCheck.Valid(List.of(key.verifierKey())));
    }

    @Test
    void noteMustBeAboutTheCheckpoint() {
        var note = SignedCheckpoint.parse(EXAMPLE).note();
        var other = new Checkpoint("log.example", 0, TreeHash.empty());

        assertThatExceptionOfType(MalformedNoteException.class).isThrownBy(() -> new SignedCheckpoint(other, note));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "log\n1\n",
                "log\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
                "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "log\n\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "log\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "log\n+1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "log\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "log\n1e3\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "log\n\u0661\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "log\n9223372036854775808\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "log\n0\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "log\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I\n",
                "log\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==\n",
                "log\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
            })
    void rejectsWhatIsNoCheckpoint(String text) {
        assertThatExceptionOfType(MalformedNoteException.class).isThrownBy(() -> Checkpoint.parse(text));
    }
}
