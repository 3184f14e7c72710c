package io.obt.server.move;

import io.obt.access.CommandToken;
import io.obt.protocol.InvalidMessageException;
import io.obt.protocol.Json;
import io.obt.protocol.Problem;
import io.obt.server.NotAllowedException;
import io.obt.server.UnreachableException;
import io.obt.server.store.FleetFileCounts;
import io.obt.settings.SettingException;
import io.obt.settings.Settings;
import io.obt.tls.Trust;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** A server whose fleet is moved while it runs. */
final class RunningServer {
    static final OptionSpec OPTION = OptionSpec.builder("--server")
            .type(String.class)
            .paramLabel("URL")
            .description("the running server to ask; without it the store itself is opened, which no server may hold")
            .build();

    private static final Duration CONNECTING = Duration.ofSeconds(5);
    // An upload may take ten minutes, and then all of it is written.
    private static final Duration LONGEST = Duration.ofMinutes(20);

    private final URI url;
    private final CommandToken token;
    private final HttpClient http;

    private RunningServer(URI url, CommandToken token, Trust trust) {
        this.url = url;
        this.token = token;
        this.http = trust.httpClient().connectTimeout(CONNECTING).build();
    }

    /** The server that {@code --server} names, if it is given. */
    static Optional<RunningServer> named(ParseResult parsed, Settings settings) {
        return Optional.ofNullable(parsed.<String>matchedOptionValue(OPTION.longestName(), null))
                .map(RunningServer::url)
                .map(url -> new RunningServer(url, CommandToken.of(settings, url), Trust.of(settings)));
    }

    private static URI url(String text) {
        try {
            URI url = URI.create(text);
            if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new SettingException("--server is '" + text + "'; allowed is an address like http://localhost:8881");
    }

    /** Writes the server's fleet to {@code part}. */
    void exportTo(Path part) throws IOException {
        HttpResponse<Path> answer = send(request("/api/v1/export").GET().build(), BodyHandlers.ofFile(part));
        if (answer.statusCode() != 200) {
            throw refused(answer.statusCode(), Files.readAllBytes(part));
        }
    }

    /** Lets the server take over what {@code file} has. */
    FleetFileCounts importFrom(Path file) throws IOException {
        HttpResponse<byte[]> answer = send(
                request("/api/v1/import")
                        .header("Content-Type", "application/x-ndjson")
                        .POST(bodyOf(file))
                        .build(),
                BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw refused(answer.statusCode(), answer.body());
        }
        try {
            return Json.read(answer.body(), FleetFileCounts.class);
        } catch (InvalidMessageException e) {
            throw new IOException("The server at " + url + " answered what is none of OBT's: " + e.detail(), e);
        }
    }

    private static HttpRequest.BodyPublisher bodyOf(Path file) throws IOException {
        try {
            return HttpRequest.BodyPublishers.ofFile(file);
        } catch (FileNotFoundException e) {
            throw new IOException("There is no file " + file, e);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(path)).timeout(LONGEST);
        token.secret().ifPresent(secret -> request.header("Authorization", "Bearer " + secret.text()));
        return request;
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) throws IOException {
        try {
            return http.send(request, body);
        } catch (ConnectException | HttpTimeoutException e) {
            throw new UnreachableException("No server answers at " + url + "; is it running?", e);
        } catch (SSLException e) {
            throw new UnreachableException("The server at " + url + " is not asked: " + Trust.reason(e), e);
        } catch (IOException e) {
            if (e.getCause() instanceof EOFException && "http".equals(url.getScheme())) {
                throw new UnreachableException(
                        "The server at " + url
                                + " ends the connection; if it speaks TLS, its address begins with https://",
                        e);
            }
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted", e);
        }
    }

    private IOException refused(int status, byte[] body) {
        if (status == 401) {
            throw new NotAllowedException(token.notKnown(url));
        }
        try {
            String reason = Json.read(body, Problem.class).detail();
            if (status == 403) {
                throw new NotAllowedException(token.notAllowed(url, reason));
            }
            return new IOException("The server at " + url + " refused: " + reason);
        } catch (InvalidMessageException e) {
            String text = new String(body, 0, Math.min(body.length, 200), StandardCharsets.UTF_8);
            return new IOException("The server at " + url + " refused: " + text, e);
        }
    }
}
