package dev.millrace.forge.http;

import dev.millrace.forge.people.Person;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands requests to the face whose prefix they have. */
final class FrontServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(FrontServlet.class);
    private static final int LARGEST_BODY = 64 << 20;

    private final transient List<Desk> desks;

    FrontServlet(List<Face> faces) {
        this.desks = faces.stream().map(Desk::new).toList();
    }

    /** A face and its table, which is written when somebody first asks: most callers know one vendor. */
    private static final class Desk {

        private final Face face;
        private @Nullable Router router;

        Desk(Face face) {
            this.face = face;
        }

        Face face() {
            return face;
        }

        synchronized Router router() {
            Router known = router;
            if (known == null) {
                known = face.routes();
                router = known;
            }
            return known;
        }
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        for (Desk desk : desks) {
            if (path.startsWith(desk.face().prefix())) {
                write(response, answer(desk, path.substring(desk.face().prefix().length()), request));
                return;
            }
        }
        response.setStatus(404);
    }

    private static Reply answer(Desk desk, String path, HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
        Person by = Gate.person(request);
        try {
            if (body.length > LARGEST_BODY) {
                throw new HttpProblem(413, "", "The body is larger than 64 MiB; send less at a time.");
            }
            Call call = new Call(
                    request.getMethod().equals("HEAD") ? "GET" : request.getMethod(),
                    path,
                    Map.of(),
                    query(request.getQueryString()),
                    headers(request),
                    body,
                    by,
                    request.getScheme() + "://" + request.getHeader("Host"));
            Reply reply;
            try {
                reply = desk.router().route(call);
            } catch (HttpProblem problem) {
                reply = Reply.json(problem.status(), desk.face().problem(problem));
            }
            return desk.face().finish(call, reply);
        } catch (HttpProblem problem) {
            return Reply.json(problem.status(), desk.face().problem(problem));
        } catch (RuntimeException e) {
            LOG.error("A request broke: method={} path={}", request.getMethod(), path, e);
            var problem = new HttpProblem(500, "", "The forge has a defect; its log says more.");
            return Reply.json(500, desk.face().problem(problem));
        }
    }

    private static void write(HttpServletResponse response, Reply reply) throws IOException {
        response.setStatus(reply.status());
        reply.headers().forEach(response::setHeader);
        if (reply.body().length > 0) {
            response.setContentLength(reply.body().length);
            response.getOutputStream().write(reply.body());
        }
    }

    /** Parameters by their names in lower case: Azure DevOps does not care. */
    private static Map<String, List<String>> query(@Nullable String text) {
        Map<String, List<String>> query = new HashMap<>();
        if (text == null) {
            return query;
        }
        for (String pair : text.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            query.computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new ArrayList<>())
                    .add(value);
        }
        return query;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw HttpProblem.badRequest("The query has a percent sign that encodes nothing.");
        }
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        Map<String, String> headers = new HashMap<>();
        Collections.list(request.getHeaderNames())
                .forEach(name -> headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name)));
        return headers;
    }
}
