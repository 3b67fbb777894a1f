package dev.millrace.forge.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** Lets requests go wrong as planned. */
final class FaultFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private final transient Faults faults;

    FaultFilter(Faults faults) {
        this.faults = faults;
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String query = request.getQueryString();
        String target = request.getRequestURI() + (query == null ? "" : "?" + query);
        Fault.Effect effect = target.startsWith(faults.prefix())
                ? null
                : faults.strike(request.getMethod(), target).orElse(null);
        switch (effect) {
            case null -> chain.doFilter(request, response);
            case Fault.Effect.Answer answer -> {
                response.setStatus(answer.status());
                response.setContentType("application/json");
                answer.headers().forEach(response::setHeader);
                response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
            }
            case Fault.Effect.Delay delay -> {
                try {
                    Thread.sleep(delay.duration());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                chain.doFilter(request, response);
            }
            case Fault.Effect.Drop drop -> {
                if (drop.handled()) {
                    chain.doFilter(request, new Unheard(response));
                }
                ServletContextRequest.getServletContextRequest(request)
                        .getConnectionMetaData()
                        .getConnection()
                        .getEndPoint()
                        .close();
            }
        }
    }

    /** An answer that nobody gets. */
    private static final class Unheard extends HttpServletResponseWrapper {

        Unheard(HttpServletResponse response) {
            super(response);
        }

        @Override
        public ServletOutputStream getOutputStream() {
            return new ServletOutputStream() {
                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {
                    throw new IllegalStateException("Not asynchronous");
                }

                @Override
                public void write(int next) {}
            };
        }

        @Override
        public void flushBuffer() {}
    }
}
