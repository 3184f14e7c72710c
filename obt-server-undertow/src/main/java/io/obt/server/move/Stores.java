package io.obt.server.move;

import io.obt.server.store.EmbeddedFleetStore;
import io.obt.server.store.mongo.MongoAddress;
import io.obt.server.store.mongo.MongoFleetStore;
import io.obt.settings.Setting;
import io.obt.settings.SettingException;
import io.obt.settings.Settings;
import io.obt.store.FleetStore;
import io.obt.time.TimeSource;
import java.nio.file.Path;
import java.util.List;

/** The store that settings name, opened while no server has it. */
final class Stores {
    static final List<Setting> SETTINGS = List.of(
            Setting.DATA_DIR,
            Setting.TOKEN,
            Setting.MONGODB_URI,
            Setting.MONGODB_DATABASE,
            Setting.CA_FILE,
            Setting.SERVER_FINGERPRINT,
            Setting.LOG_LEVEL,
            Setting.LOG_FORMAT);

    private Stores() {}

    /** The store to read: one that is there. */
    static FleetStore existing(Settings settings) {
        Path directory = settings.path(Setting.DATA_DIR);
        if (MongoAddress.of(settings).isEmpty() && !EmbeddedFleetStore.isIn(directory)) {
            throw new SettingException("OBT_DATA_DIR is '" + directory
                    + "', and no fleet is kept there; name the directory of the server's data");
        }
        return any(settings);
    }

    /** The store to write, made if need be. */
    static FleetStore any(Settings settings) {
        return MongoAddress.of(settings)
                .<FleetStore>map(mongo -> MongoFleetStore.forMove(mongo, TimeSource.system()))
                .orElseGet(() -> EmbeddedFleetStore.open(settings.path(Setting.DATA_DIR)));
    }
}
