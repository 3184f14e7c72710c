package io.obt.server.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a browser may do with the page: load from this server and talk to its API, nothing else. Scripts that stand in the
 * page itself (the import map has to) run only with exactly the text that was hashed here.
 */
final class ContentSecurityPolicy {
    private static final Pattern INLINE_SCRIPT =
            Pattern.compile("<script(?![^>]*\\ssrc=)[^>]*>(.*?)</script>", Pattern.DOTALL);

    private ContentSecurityPolicy() {}

    /**
     * The header's value for a page; Lit's templates are the one place where text may become HTML.
     *
     * @param api whom it may talk to: an origin, or {@code 'self'}
     */
    static String of(String html, String api) {
        String hashes = INLINE_SCRIPT
                .matcher(html)
                .results()
                .map(ContentSecurityPolicy::hash)
                .collect(Collectors.joining());
        return "default-src 'none'; script-src 'self'" + hashes
                + "; style-src 'self'; connect-src " + api + "; img-src 'self'; base-uri 'none'; form-action 'none'"
                + "; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html";
    }

    private static String hash(MatchResult script) {
        byte[] sha256 = StaticFile.sha256(script.group(1).getBytes(UTF_8));
        return " 'sha256-" + Base64.getEncoder().encodeToString(sha256) + "'";
    }
}
