package io.obt.server.http;

import io.obt.protocol.Fingerprint;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The contract of this API, {@code docs/openapi.yaml}: as it is, and as a page for people. Both are made once. */
final class ContractHandlers {
    private static final HttpString CONTENT_SECURITY_POLICY = new HttpString("Content-Security-Policy");

    private final String contract = resource("openapi.yaml");
    private @Nullable ContractPage page;

    void contract(Request request) {
        send(request, "application/yaml", contract);
    }

    void page(Request request) {
        ContractPage made = page();
        request.exchange().getResponseHeaders().put(CONTENT_SECURITY_POLICY, made.contentSecurityPolicy());
        send(request, "text/html; charset=utf-8", made.html());
    }

    // Made when somebody first asks: reading YAML would cost every start of a server a tenth of a second.
    private synchronized ContractPage page() {
        ContractPage made = page;
        if (made == null) {
            made = ContractPage.of(contract, resource("contract.css"));
            page = made;
        }
        return made;
    }

    private static void send(Request request, String mediaType, String text) {
        request.sendTagged(Fingerprint.of(text), mediaType, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String resource(String name) {
        try (InputStream content = ContractHandlers.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new IllegalStateException("The server's jar lacks " + name);
            }
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name, e);
        }
    }
}
