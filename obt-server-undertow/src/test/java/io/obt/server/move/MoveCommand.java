package io.obt.server.move;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.obt.server.ObtServer;
import io.obt.server.ServerSettings;
import io.obt.settings.Setting;
import io.obt.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs export and import as their user does, and servers for them. */
final class MoveCommand implements AutoCloseable {
    private final List<ObtServer> servers = new ArrayList<>();

    record Said(int status, String out, String errors) {}

    /** A server on a free port with its data there. */
    URI server(Path data) {
        return server(data, Map.of()).url();
    }

    /** One that asks for tokens. */
    ObtServer guarded(Path data) {
        return server(data, Map.of(Setting.PUBLIC_URL.key(), "https://obt.example.org"));
    }

    private ObtServer server(Path data, Map<String, String> environment) {
        Settings settings = Settings.of(
                Map.of(Setting.PORT, "0", Setting.DATA_DIR, data.toString()), environment, data.getParent());
        ObtServer server = ObtServer.start(ServerSettings.of(settings, false));
        servers.add(server);
        return server;
    }

    Said run(String... arguments) {
        PrintStream out = System.out;
        PrintStream errors = System.err;
        ByteArrayOutputStream saidOut = new ByteArrayOutputStream();
        ByteArrayOutputStream saidErrors = new ByteArrayOutputStream();
        System.setOut(new PrintStream(saidOut, true, UTF_8));
        System.setErr(new PrintStream(saidErrors, true, UTF_8));
        try {
            int status = MoveMain.execute(arguments);
            return new Said(status, saidOut.toString(UTF_8), saidErrors.toString(UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(errors);
        }
    }

    @Override
    public void close() {
        servers.forEach(ObtServer::close);
    }
}
