package dev.millrace.runtime.demo.story;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Something that the shop does not sell yet: what a ticket asks for.
 *
 * @param name also of its file
 * @param price with a point, as the project's tests demand it
 */
public record Ware(String name, String price) {

    private static final List<String> NAMES = List.of(
            "quince",
            "cherry",
            "peach",
            "apricot",
            "fig",
            "medlar",
            "mulberry",
            "damson",
            "melon",
            "grape",
            "currant",
            "gooseberry",
            "raspberry",
            "blackberry",
            "strawberry",
            "elderberry",
            "rowan",
            "walnut",
            "hazelnut",
            "chestnut",
            "almond",
            "olive",
            "lemon",
            "orange",
            "mandarin",
            "banana",
            "pineapple",
            "mango",
            "papaya",
            "guava",
            "lychee",
            "kiwi",
            "date",
            "persimmon",
            "pomegranate");

    /** Comes first: it is not in the price list of a shop in its first hour. */
    private static final int CHEAPEST = 45;

    private static final int STEP = 7;

    /** The first wares that are not sold yet. */
    public static List<Ware> missing(Set<String> sold, int count) {
        List<Ware> missing = new ArrayList<>();
        for (int i = 0; missing.size() < count; i++) {
            int round = i / NAMES.size();
            String name = NAMES.get(i % NAMES.size()) + (round == 0 ? "" : "-" + (round + 1));
            if (!sold.contains(name)) {
                int cents = CHEAPEST + STEP * (i % NAMES.size());
                missing.add(new Ware(name, String.format(Locale.ROOT, "%d.%02d", cents / 100, cents % 100)));
            }
        }
        return List.copyOf(missing);
    }

    public String path() {
        return "prices/" + name;
    }

    public String title() {
        return "Sell " + name + " at " + price;
    }

    /** What a model that can think is told. */
    public String prose() {
        return "We want to sell " + name + " at " + price + " a piece. Each product has a file of its own in prices/,"
                + " and nothing else needs to change.";
    }

    /** What the stand-in is told: it follows instructions, the first time with the comma that breaks the build. */
    public String instructions() {
        return prose() + "\n\nAt first create file " + path() + " with \"" + price.replace('.', ',')
                + "\". Create file " + path() + " with \"" + price + "\".";
    }
}
