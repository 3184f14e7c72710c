package io.obt.server.store.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoConfigurationException;
import io.obt.settings.Setting;
import io.obt.settings.SettingException;
import io.obt.settings.Settings;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which MongoDB, and which database of it. Its text names hosts and database and never user or password.
 *
 * @param uri with everything that logging in needs
 */
public record MongoAddress(ConnectionString uri, String database) {
    private static final Pattern DATABASE = Pattern.compile("[A-Za-z0-9_-]{1,63}");
    private static final int USUAL_PORT = 27_017;

    public MongoAddress {
        if (!DATABASE.matcher(database).matches()) {
            throw SettingException.notAllowed(
                    Setting.MONGODB_DATABASE, database, "a name of 1 to 63 of A-Z a-z 0-9 _ -, such as obt");
        }
    }

    /**
     * The database that settings name, if they do.
     *
     * @throws SettingException if it is none; it never repeats the URI, which may hold a password
     */
    public static Optional<MongoAddress> of(Settings settings) {
        return settings.text(Setting.MONGODB_URI)
                .map(uri -> of(uri, settings.text(Setting.MONGODB_DATABASE).orElseThrow()));
    }

    /** @throws SettingException if one of them is none; it never repeats the URI, which may hold a password */
    public static MongoAddress of(String uri, String database) {
        return new MongoAddress(connectionString(uri), database);
    }

    @SuppressWarnings("UnusedException") // The driver's own words may quote a part of the password.
    private static ConnectionString connectionString(String uri) {
        try {
            return new ConnectionString(uri);
        } catch (IllegalArgumentException e) {
            throw new SettingException(Setting.MONGODB_URI.key() + " is no address of a MongoDB; allowed is"
                    + " mongodb://user:password@host:27017 or mongodb+srv://user:password@name, user and password optional,"
                    + " and : / ? # [ ] @ % in them written as %3A %2F %3F %23 %5B %5D %40 %25");
        } catch (MongoConfigurationException e) {
            throw new SettingException(
                    Setting.MONGODB_URI.key() + " is a mongodb+srv:// address whose servers the DNS does"
                            + " not tell; mend the name, or list the servers in a mongodb:// address");
        }
    }

    /** The servers, as {@code host:port}, or the name under which the DNS lists them. */
    String hosts() {
        if (uri.isSrvProtocol()) {
            return uri.getHosts().get(0);
        }
        return uri.getHosts().stream().map(MongoAddress::withPort).collect(Collectors.joining(","));
    }

    private static String withPort(String host) {
        boolean hasPort = host.endsWith(".sock") || host.indexOf(':', host.lastIndexOf(']') + 1) >= 0;
        return hasPort ? host : host + ":" + USUAL_PORT;
    }

    /** What people see: {@code MongoDB at host:27017, database obt}. */
    @Override
    public String toString() {
        return "MongoDB at " + hosts() + ", database " + database;
    }
}
