package dev.millrace.forge.http;

import dev.millrace.forge.people.People;
import dev.millrace.forge.people.Person;
import dev.millrace.forge.people.Tokens;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lets nobody in without a token. Azure DevOps would send a sign-in page instead; a 401 is clearer. */
final class Gate extends HttpFilter {

    private static final long serialVersionUID = 1L;
    private static final String PERSON = Gate.class.getName();

    private final transient Tokens tokens;
    private final transient People people;

    Gate(Tokens tokens, People people) {
        this.tokens = tokens;
        this.people = people;
    }

    /** Who sent a request that passed the gate. */
    static Person person(HttpServletRequest request) {
        return (Person) request.getAttribute(PERSON);
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Optional<String> login = login(request);
        if (login.isEmpty()) {
            response.setStatus(401);
            response.setHeader("WWW-Authenticate", "Basic realm=\"forge\"");
            response.setContentType("application/json");
            response.getOutputStream()
                    .write("{\"message\":\"Bad credentials. Present a token of this forge.\"}"
                            .getBytes(StandardCharsets.UTF_8));
            return;
        }
        request.setAttribute(PERSON, people.join(login.get()));
        chain.doFilter(request, response);
    }

    private Optional<String> login(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        if (authorization != null) {
            return tokens.authorized(authorization);
        }
        String gitlab = request.getHeader("PRIVATE-TOKEN");
        return gitlab == null ? Optional.empty() : tokens.login(gitlab);
    }
}
