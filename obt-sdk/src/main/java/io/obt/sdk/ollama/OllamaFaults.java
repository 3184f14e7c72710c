package io.obt.sdk.ollama;

import io.obt.sdk.http.Answer;
import io.obt.sdk.http.Failures;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What an Ollama that fails is told about: the fact, the address, the way out. */
final class OllamaFaults {
    private OllamaFaults() {}

    /** There was no whole answer. */
    static OllamaException failed(URI url, String path, Duration limit, IOException failure) {
        return new OllamaException(
                switch (Failures.kind(failure)) {
                    case REFUSED ->
                        "Ollama does not answer at " + url + " (connection refused). Is it running? Try: ollama serve";
                    case UNREACHABLE ->
                        "Ollama does not answer at " + url + " (host unknown or unreachable). Is that its address?";
                    case CONNECT_TIMEOUT ->
                        "Ollama does not answer at " + url
                                + " (the host accepts no connection). Is the machine up, and the port open in its firewall?";
                    case TIMEOUT ->
                        "Ollama at " + url + " accepted the connection but did not answer " + path + " within "
                                + Failures.words(limit) + ". If it stays so, restart it";
                    case CUT -> cut(url, path).detail();
                    case NOT_HTTP -> url + " answered something that is not HTTP. Is another program on that port?";
                    case TOO_LARGE ->
                        "Ollama at " + url + " answered " + path + " at a length that no list of models has ("
                                + failure.getMessage() + "). Is another program on that port?";
                    case TLS ->
                        "Ollama does not answer at " + url + " (" + Failures.reason(failure)
                                + "). Is it http rather than https?";
                    case OTHER ->
                        "Ollama at " + url + " did not answer " + path + " as it should (" + Failures.reason(failure)
                                + ")";
                });
    }

    /** There was an answer, but not the one asked for. */
    static OllamaException refused(URI url, String path, Answer answer) {
        int status = answer.status();
        String words = OllamaJson.error(answer.body());
        String said =
                "Ollama at " + url + " answered " + status + " to " + path + (words.isEmpty() ? "" : ": " + words);
        if (status == 403 && words.isEmpty()) {
            return new OllamaException("Ollama at " + url + " refuses to be called by that name (403)."
                    + " Call it by its IP address or as localhost");
        }
        if (status == 401 || status == 403 || status == 407) {
            return new OllamaException(said + ". Is there a proxy in front that asks for a login?");
        }
        if (status < 500) {
            return new OllamaException(said + ". Is another program on that port?");
        }
        return new OllamaException(said + ". Its log tells more");
    }

    /** It began to answer and then says that it failed, perhaps why. */
    static OllamaException gaveUp(URI url, String path, @Nullable String words) {
        return new OllamaException("Ollama at " + url + " gave up on " + path
                + (words == null ? "" : ": " + words)
                + ". Its log tells more");
    }

    /** The answer ended before it said that all is done. */
    static OllamaException cut(URI url, String path) {
        return new OllamaException("Ollama at " + url + " ended the connection in the middle of its answer to " + path
                + ". Did it crash? Its log tells");
    }

    /** The answer is longer than any that an Ollama would give. */
    static OllamaException endless(URI url, String path, String length) {
        return new OllamaException(
                "Ollama at " + url + " answered " + path + " by " + length + ". Is another program on that port?");
    }

    /** There was an answer, but nothing an Ollama would say. */
    static OllamaException notOllama(URI url, String path) {
        return new OllamaException(url + " answered something that is not Ollama's JSON to " + path
                + ". Is another program on that port?");
    }
}
