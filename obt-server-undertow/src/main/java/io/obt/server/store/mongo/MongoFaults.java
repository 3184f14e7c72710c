package io.obt.server.store.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.MongoIncompatibleDriverException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.MongoSecurityException;
import com.mongodb.MongoServerException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketReadTimeoutException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.bulk.WriteConcernError;
import com.mongodb.connection.ClusterDescription;
import com.mongodb.connection.ServerDescription;
import io.obt.settings.Setting;
import io.obt.store.StoreRefusedException;
import io.obt.store.StoreUnavailableException;
import io.obt.text.Excerpt;
import java.net.SocketTimeoutException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says in words what the driver throws: which server, what happened, what to do. Users and passwords are in none of them,
 * and no cause is handed on whose message names one.
 */
final class MongoFaults {
    private static final int UNAUTHORIZED = 13;
    // User not found, authentication failed, mechanism unavailable, and what a hosted MongoDB answers instead.
    private static final Set<Integer> LOGIN_REFUSED = Set.of(11, 18, 334, 8_000);

    private final MongoAddress address;
    private final Supplier<ClusterDescription> cluster;

    /** @param cluster what the driver knows of the servers at the moment; must not block */
    MongoFaults(MongoAddress address, Supplier<ClusterDescription> cluster) {
        this.address = address;
        this.cluster = cluster;
    }

    StoreUnavailableException explained(RuntimeException e) {
        if (e instanceof StoreUnavailableException known) {
            return known;
        }
        if (e instanceof MongoSecurityException) {
            return login(e.getCause());
        }
        if (e instanceof MongoIncompatibleDriverException) {
            return new StoreRefusedException(
                    at() + " speaks wire version " + wireVersion() + "; MongoDB "
                            + ServerDescription.MIN_DRIVER_SERVER_VERSION + " or newer is needed",
                    e);
        }
        if (e instanceof MongoNotPrimaryException || e instanceof MongoNodeIsRecoveringException) {
            return new StoreUnavailableException(
                    at() + " has no primary at the moment; the next attempt looks for the new one", e);
        }
        if (e instanceof MongoInterruptedException) {
            return new StoreUnavailableException("Waiting for " + at() + " was interrupted", e);
        }
        if (e instanceof MongoServerException server) {
            return answered(server);
        }
        if (e instanceof MongoTimeoutException
                || e instanceof MongoExecutionTimeoutException
                || e instanceof MongoSocketException) {
            return silent(e);
        }
        if (e instanceof MongoException) {
            return new StoreUnavailableException(
                    at() + " cannot be used: " + Excerpt.of(String.valueOf(e.getMessage())), e);
        }
        if (e instanceof IllegalStateException) {
            return new StoreUnavailableException("The connection to " + at() + " is closed", e);
        }
        return new StoreUnavailableException(
                "MongoDB cannot hold it: " + Excerpt.of(String.valueOf(e.getMessage())), e);
    }

    // The exception itself names the user.
    private StoreUnavailableException login(@Nullable Throwable cause) {
        if (cause instanceof MongoException mongo
                && !(cause instanceof MongoCommandException)
                && !(cause instanceof MongoSecurityException)) {
            return explained(mongo);
        }
        if (cause instanceof MongoCommandException command && !LOGIN_REFUSED.contains(command.getErrorCode())) {
            return explained(command);
        }
        return new StoreRefusedException(
                at() + " refused the user or password; mend " + Setting.MONGODB_URI.key()
                        + " (authSource in it says which database knows the user)",
                cause == null ? new IllegalStateException("login refused") : cause);
    }

    private StoreUnavailableException answered(MongoServerException e) {
        if (e instanceof MongoBulkWriteException bulk) {
            return written(bulk);
        }
        if (e.getCode() == UNAUTHORIZED) {
            return new StoreRefusedException(
                    at() + " does not let this user read and write the database " + address.database()
                            + "; grant the role readWrite on it, or log in at all by user:password@ in "
                            + Setting.MONGODB_URI.key(),
                    e);
        }
        return new StoreUnavailableException(
                at() + " answered with error " + e.getCode() + ": " + Excerpt.of(words(e)), e);
    }

    private StoreUnavailableException written(MongoBulkWriteException e) {
        WriteConcernError unsure = e.getWriteConcernError();
        if (unsure != null) {
            return new StoreUnavailableException(
                    at() + " did not confirm a write (" + Excerpt.of(unsure.getMessage()) + "); it is repeated", e);
        }
        BulkWriteError first = e.getWriteErrors().get(0);
        return new StoreUnavailableException(
                at() + " refused a document with error " + first.getCode() + ": " + Excerpt.of(first.getMessage()), e);
    }

    private static String words(MongoServerException e) {
        return e instanceof MongoCommandException command ? command.getErrorMessage() : String.valueOf(e.getMessage());
    }

    private StoreUnavailableException silent(RuntimeException e) {
        ClusterDescription known = cluster.get();
        boolean anyAnswers = known.getServerDescriptions().stream().anyMatch(ServerDescription::isOk);
        boolean late = e instanceof MongoOperationTimeoutException
                || e instanceof MongoExecutionTimeoutException
                || e instanceof MongoSocketReadTimeoutException;
        if (anyAnswers && e instanceof MongoTimeoutException && !late) {
            return new StoreUnavailableException(
                    at() + " has no primary at the moment; the next attempt looks for the new one", e);
        }
        if (anyAnswers && late) {
            return new StoreUnavailableException(
                    at() + " did not answer in time (timeoutMS in " + Setting.MONGODB_URI.key() + " says how long)", e);
        }
        return new StoreUnavailableException(
                at() + " cannot be reached (" + reason(known, e) + "); start it, or set " + Setting.MONGODB_URI.key()
                        + " to where it runs",
                e);
    }

    private static String reason(ClusterDescription known, RuntimeException e) {
        return Stream.concat(
                        Stream.ofNullable(known.getSrvResolutionException()),
                        known.getServerDescriptions().stream().map(ServerDescription::getException))
                .filter(Objects::nonNull)
                .findFirst()
                .or(() -> e instanceof MongoTimeoutException ? Optional.empty() : Optional.of(e))
                .map(MongoFaults::rootWords)
                .orElse("no answer");
    }

    private static String rootWords(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        if (root instanceof SocketTimeoutException) {
            return "no answer in time";
        }
        String message = root.getMessage();
        return message == null ? "the driver says no more" : Excerpt.of(message);
    }

    private String wireVersion() {
        return cluster.get().getServerDescriptions().stream()
                .filter(server -> !server.isCompatibleWithDriver())
                .map(server -> String.valueOf(server.getMaxWireVersion()))
                .findFirst()
                .orElse("of another time");
    }

    private String at() {
        return "MongoDB at " + address.hosts();
    }
}
