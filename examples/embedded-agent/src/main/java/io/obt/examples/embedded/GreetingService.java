package io.obt.examples.embedded;

import com.sun.net.httpserver.HttpServer;
import io.obt.sdk.AgentBuilder;
import io.obt.sdk.ObtAgent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An HTTP service that also reports the Ollama beside it: {@code java … GreetingService 8080 http://localhost:8881}. Where that server
 * asks for a token, {@code OBT_JOIN_TOKEN} holds one, the first time.
 */
public final class GreetingService implements AutoCloseable {
    private final HttpServer http;
    private final ObtAgent agent;

    /**
     * @param joinToken what the agent joins by; empty when it has joined, or need not
     * @param directory where the agent keeps its credential
     */
    GreetingService(int port, URI obtServer, URI ollama, String joinToken, Path directory) throws IOException {
        http = HttpServer.create(new InetSocketAddress(port), 0);
        http.createContext("/hello", exchange -> {
            byte[] body = "Hello\n".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        http.start();

        AgentBuilder builder = ObtAgent.builder(obtServer)
                .clientId("greeting-service")
                .label("team", "greetings")
                .ollama(ollama);
        if (joinToken.isEmpty()) {
            builder.credentialIn(directory);
        } else {
            builder.joinToken(joinToken, directory);
        }
        agent = builder.start(); // returns at once and throws nothing, whether the two are there or not
    }

    int port() {
        return http.getAddress().getPort();
    }

    ObtAgent agent() {
        return agent;
    }

    /** Ends the agent first: it says goodbye, so that the fleet knows that its silence is meant. */
    @Override
    public void close() {
        agent.close();
        http.stop(0);
    }

    public static void main(String[] arguments) throws IOException {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8080;
        URI obtServer = URI.create(arguments.length > 1 ? arguments[1] : "http://localhost:8881");
        String joinToken = Optional.ofNullable(System.getenv("OBT_JOIN_TOKEN")).orElse("");
        GreetingService service = new GreetingService(
                port, obtServer, URI.create("http://localhost:11434"), joinToken, Path.of("greeting-data"));
        Runtime.getRuntime().addShutdownHook(new Thread(service::close));
        System.out.println("Try: curl http://localhost:" + service.port() + "/hello");
    }
}
