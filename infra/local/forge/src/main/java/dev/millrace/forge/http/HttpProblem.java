package dev.millrace.forge.http;

/** A request that is answered with an error; each face has its own words for it. */
public final class HttpProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /** @param code the vendor's name of the problem; may be empty */
    public HttpProblem(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    public static HttpProblem notFound(String message) {
        return new HttpProblem(404, "", message);
    }

    public static HttpProblem badRequest(String message) {
        return new HttpProblem(400, "", message);
    }

    public static HttpProblem conflict(String message) {
        return new HttpProblem(409, "", message);
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
