package dev.millrace.approval.page;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** Headless Chromium with a profile of its own, as Debian's packages {@code chromium} and {@code chromium-driver} bring it. */
final class Browser implements AutoCloseable {

    private static final List<String> FLAGS = List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars");
    private static final String AXE = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
              .then(result => done(result.violations.map(
                violation => violation.id + ': ' + violation.nodes.map(node => node.target.join(' ')).join(', '))))
              .catch(error => done(['axe: ' + error]));
            """;

    private final ChromeDriver driver;
    private final String origin;
    private final String axe = resource("/axe.min.js");

    private Browser(ChromeDriver driver, String origin) {
        this.driver = driver;
        this.origin = origin;
    }

    /** @return empty where no browser is installed */
    static Optional<Browser> start(String origin) throws IOException {
        Optional<File> chromium = command("chromium");
        Optional<File> chromedriver = command("chromedriver");
        if (chromium.isEmpty() || chromedriver.isEmpty()) {
            return Optional.empty();
        }
        Path profile = Files.createTempDirectory("millrace-browser");
        var options = new ChromeOptions();
        options.setBinary(chromium.get());
        options.addArguments(FLAGS);
        options.addArguments("--user-data-dir=" + profile);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.get())
                .usingAnyFreePort()
                .build();
        return Optional.of(
                new Browser(new ChromeDriver(service, options), origin).wide().reading("en"));
    }

    Browser wide() {
        return sized(900, 700, false);
    }

    Browser phone() {
        return sized(390, 844, true);
    }

    /** @param language a BCP 47 tag */
    Browser reading(String language) {
        tell(
                "Network.setUserAgentOverride",
                Map.of(
                        "userAgent",
                        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36",
                        "acceptLanguage",
                        language));
        return this;
    }

    Browser scheme(String name) {
        tell(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", name))));
        return this;
    }

    /** @param link path and query */
    Browser open(String link) {
        driver.get(origin + link);
        return this;
    }

    Browser openInNewTab(String link) {
        driver.switchTo().newWindow(WindowType.TAB);
        return open(link);
    }

    Browser tab(int number) {
        driver.switchTo().window(List.copyOf(driver.getWindowHandles()).get(number));
        return this;
    }

    Browser closeOtherTabs() {
        List<String> tabs = List.copyOf(driver.getWindowHandles());
        for (String other : tabs.subList(1, tabs.size())) {
            driver.switchTo().window(other).close();
        }
        driver.switchTo().window(tabs.getFirst());
        return this;
    }

    /** Presses a button by its value, and waits for the page that follows. */
    void press(String decision) {
        follow(driver.findElement(By.cssSelector("button[value=" + decision + "]")));
    }

    void follow(WebElement element) {
        following(element::click);
    }

    /** Types a key where the focus is, and waits for the page that follows. */
    void follow(Keys key) {
        following(() -> active().sendKeys(key));
    }

    private void following(Runnable act) {
        WebElement page = driver.findElement(By.tagName("html"));
        act.run();
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            WebElement now = driver.findElement(By.tagName("html"));
            return !now.equals(page) && Objects.equals(script("return document.readyState"), "complete");
        });
    }

    WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    int count(String css) {
        return driver.findElements(By.cssSelector(css)).size();
    }

    WebElement active() {
        return driver.switchTo().activeElement();
    }

    String headline() {
        return find(".state strong").getText();
    }

    @Nullable
    Object script(String text) {
        return driver.executeScript(text);
    }

    /** What the accessibility checker finds fault with, by WCAG 2.2 AA and good practice. */
    List<String> faults() {
        driver.executeScript(axe);
        Object found = driver.executeAsyncScript(AXE);
        return ((List<?>) Objects.requireNonNull(found))
                .stream().map(String::valueOf).toList();
    }

    /** The whole page as a picture. */
    byte[] picture() {
        Map<String, Object> answer =
                tell("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        return Base64.getDecoder().decode(String.valueOf(answer.get("data")));
    }

    @Override
    public void close() {
        driver.quit();
    }

    private Browser sized(int width, int height, boolean mobile) {
        tell(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", mobile));
        return this;
    }

    private Map<String, Object> tell(String command, Map<String, Object> parameters) {
        return driver.executeCdpCommand(command, new HashMap<>(parameters));
    }

    private static Optional<File> command(String name) {
        return Arrays.stream(
                        Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, name).toFile())
                .filter(File::canExecute)
                .findFirst();
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Browser.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
