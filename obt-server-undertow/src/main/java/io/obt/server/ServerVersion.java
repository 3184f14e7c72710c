package io.obt.server;

/** The version of this server, as its jar says it. */
final class ServerVersion {
    static final String TEXT = read();

    private ServerVersion() {}

    private static String read() {
        String version = ServerVersion.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
