package dev.millrace.durable.determinism;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Calls that give another answer, or do something again, when an orchestrator is replayed. */
final class Forbidden {

    private record Rule(String why, Pattern call) {

        static Rule of(String why, String... calls) {
            return new Rule(why, Pattern.compile(String.join("|", calls)));
        }
    }

    // Matched against owner.name(descriptor, with the owner's internal name.
    private static final List<Rule> RULES = List.of(
            Rule.of(
                    "reads a clock",
                    "java/lang/System\\.(currentTimeMillis|nanoTime)\\(.*",
                    "java/time/\\w+\\.now\\(.*",
                    "java/time/Clock\\.(system|tick)\\w*\\(.*",
                    "java/time/InstantSource\\.system\\(.*",
                    "java/util/Date\\.<init>\\(\\)V",
                    "java/util/Calendar\\.getInstance\\(.*",
                    "java/util/GregorianCalendar\\.<init>\\(.*"),
            Rule.of(
                    "draws at random",
                    "java/util/UUID\\.randomUUID\\(.*",
                    "java/util/(Spl\\w+)?Random\\..*",
                    "java/util/random/.*",
                    "java/lang/Math\\.random\\(.*",
                    "java/security/SecureRandom\\..*",
                    "java/util/concurrent/ThreadLocalRandom\\..*",
                    "java/util/Collections\\.shuffle\\(.*",
                    "java/lang/System\\.identityHashCode\\(.*"),
            Rule.of(
                    "does input or output",
                    "java/io/(?!Serializable|UncheckedIOException|IOException|StringReader|StringWriter|ByteArray).*",
                    "java/nio/(file|channels)/.*",
                    "java/net/(http/.*|\\w*Socket\\w*\\..*|URL\\..*|\\w*URLConnection\\..*|InetAddress\\..*)",
                    "java/sql/.*",
                    "javax/(sql|net)/.*",
                    "java/lang/Process\\w*\\..*",
                    "java/util/Scanner\\..*"),
            Rule.of(
                    "leaves its thread",
                    "java/lang/Thread\\w*\\..*",
                    "java/lang/Virtual\\w*\\..*",
                    "java/lang/Object\\.(wait|notify|notifyAll)\\(.*",
                    "java/util/Timer\\w*\\..*",
                    "java/util/concurrent/(?!TimeUnit|Thread|atomic).*",
                    ".*\\.parallel(Stream)?\\(\\).*"),
            Rule.of(
                    "asks its environment",
                    "java/lang/System\\.(getenv|getProperty|getProperties|setProperty|lineSeparator|exit|load\\w*)\\(.*",
                    "java/lang/Runtime\\..*",
                    "java/lang/(Integer|Long)\\.get(Integer|Long)\\(.*",
                    "java/lang/Boolean\\.getBoolean\\(.*",
                    "java/util/Locale\\.getDefault\\(.*",
                    "java/util/TimeZone\\.getDefault\\(.*",
                    "java/time/ZoneId\\.systemDefault\\(.*",
                    "java/lang/String\\.(format|formatted)\\((?!Ljava/util/Locale;).*",
                    "java/lang/String\\.to(Lower|Upper)Case\\(\\).*",
                    "java/lang/ClassLoader\\..*"));

    private static final Set<String> CHANGEABLE = Set.of(
            "Ljava/util/ArrayList;",
            "Ljava/util/HashMap;",
            "Ljava/util/HashSet;",
            "Ljava/util/TreeMap;",
            "Ljava/util/TreeSet;",
            "Ljava/util/ArrayDeque;",
            "Ljava/lang/StringBuilder;",
            "Ljava/lang/ThreadLocal;");

    private Forbidden() {}

    /** @return why it may not be called */
    static Optional<String> call(Method method) {
        String text = method.owner() + "." + method.name() + method.descriptor();
        return RULES.stream()
                .filter(rule -> rule.call().matcher(text).matches())
                .map(Rule::why)
                .findFirst();
    }

    /** Whether a static field of this type keeps state, even where the field itself is final. */
    static boolean keepsState(String descriptor) {
        return CHANGEABLE.contains(descriptor) || descriptor.startsWith("Ljava/util/concurrent/");
    }
}
