package dev.millrace.transparency;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The definition of RFC 6962 §2.1 as it stands there, recursion and all, to hold the fast code against.
 *
 * <p>The eight leaves and their roots are the reference data of Certificate Transparency, as in
 * github.com/transparency-dev/merkle, {@code proof/verify_test.go} (Apache-2.0).
 */
public final class ReferenceTree {

    public static final List<byte[]> CT_LEAVES = Stream.of(
                    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
            .map(HexFormat.of()::parseHex)
            .toList();

    /** Roots of the first 1, 2, ... 8 leaves. */
    public static final List<Hash> CT_ROOTS = Stream.of(
                    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")
            .map(ReferenceTree::hash)
            .toList();

    private ReferenceTree() {}

    public static Hash hash(String hex) {
        return Hash.of(HexFormat.of().parseHex(hex));
    }

    public static List<Hash> leafHashes(long count) {
        return LongStream.range(0, count)
                .mapToObj(i -> TreeHash.leaf(("entry " + i).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    public static Hash root(List<Hash> leafHashes) {
        return switch (leafHashes.size()) {
            case 0 -> TreeHash.empty();
            case 1 -> leafHashes.getFirst();
            default -> {
                int middle = Integer.highestOneBit(leafHashes.size() - 1);
                yield TreeHash.node(
                        root(leafHashes.subList(0, middle)), root(leafHashes.subList(middle, leafHashes.size())));
            }
        };
    }
}
