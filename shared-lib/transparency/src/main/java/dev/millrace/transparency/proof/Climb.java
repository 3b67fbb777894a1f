package dev.millrace.transparency.proof;

/**
 * A place on the way from a leaf to the root: {@code fn} and {@code sn} of RFC 9162 §2.1.3.2.
 *
 * @param node index of this node within its level
 * @param last index of the last node of that level
 */
record Climb(long node, long last) {

    boolean isAtRoot() {
        return last == 0;
    }

    boolean hasSiblingOnTheLeft() {
        return node % 2 == 1 || node == last;
    }

    /** To the next level at which this node has a sibling: the last node of a level may have none for a while. */
    Climb up() {
        var place = this;
        if (hasSiblingOnTheLeft()) {
            while (place.node % 2 == 0 && place.node != 0) {
                place = place.parent();
            }
        }
        return place.parent();
    }

    /** To the root of the largest complete subtree that ends with this node. */
    Climb outOfRightEdge() {
        var place = this;
        while (place.node % 2 == 1) {
            place = place.parent();
        }
        return place;
    }

    private Climb parent() {
        return new Climb(node / 2, last / 2);
    }
}
