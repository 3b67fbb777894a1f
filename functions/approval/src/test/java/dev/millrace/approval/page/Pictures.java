package dev.millrace.approval.page;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/** Pictures of the page for its readers: {@code docs/approval}, written with {@code -Dmillrace.update=true}. */
final class Pictures {

    private static final Path FOLDER = Path.of(System.getProperty("millrace.root"), "docs/approval");
    private static final int COLOURS = 16;

    private Pictures() {}

    static void keep(Browser browser, String name) throws IOException {
        if (Boolean.getBoolean("millrace.update")) {
            BufferedImage picture = ImageIO.read(new ByteArrayInputStream(browser.picture()));
            Path file = Files.createDirectories(FOLDER).resolve(name + ".png");
            ImageIO.write(reduced(picture), "png", file.toFile());
        }
    }

    /** With its most frequent colours alone, which makes it small. */
    private static BufferedImage reduced(BufferedImage picture) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                counts.merge(picture.getRGB(x, y), 1, Integer::sum);
            }
        }
        List<Integer> palette = counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue(Comparator.reverseOrder()))
                .limit(COLOURS)
                .map(Map.Entry::getKey)
                .toList();
        int[] colours = palette.stream().mapToInt(Integer::intValue).toArray();
        var model = new IndexColorModel(4, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE);
        var small = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_BYTE_BINARY, model);
        Map<Integer, Integer> nearest = new HashMap<>();
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int pixel = picture.getRGB(x, y);
                small.setRGB(x, y, nearest.computeIfAbsent(pixel, each -> nearest(each, palette)));
            }
        }
        return small;
    }

    private static int nearest(int pixel, List<Integer> palette) {
        return palette.stream()
                .min(Comparator.comparingInt(colour -> distance(new Color(pixel), new Color(colour))))
                .orElse(pixel);
    }

    private static int distance(Color one, Color other) {
        int red = one.getRed() - other.getRed();
        int green = one.getGreen() - other.getGreen();
        int blue = one.getBlue() - other.getBlue();
        return red * red + green * green + blue * blue;
    }
}
