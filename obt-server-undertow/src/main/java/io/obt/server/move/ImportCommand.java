package io.obt.server.move;

import io.obt.server.ObtServer;
import io.obt.server.SettingCommand;
import io.obt.server.store.FleetFileCounts;
import io.obt.server.store.FleetImport;
import io.obt.settings.Settings;
import io.obt.store.FleetStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code obt import FILE}. */
final class ImportCommand {
    private ImportCommand() {}

    static int execute(String... arguments) {
        CommandSpec spec = CommandSpec.create()
                .name("obt import")
                .addPositional(FleetFileParameter.SPEC)
                .addOption(RunningServer.OPTION);
        spec.version("obt " + ObtServer.VERSION);
        spec.usageMessage()
                .description(
                        "Brings an exported fleet into a store that has no clients yet.",
                        "The file is checked whole before anything is changed; an import that broke off is finished by",
                        "running it again.")
                .footer(
                        "",
                        "Examples:",
                        "  obt import fleet.jsonl                          into ./obt-data",
                        "  obt import fleet.jsonl --data-dir /var/lib/obt",
                        "  obt import fleet.jsonl --server http://localhost:8881    while that server runs");
        return new SettingCommand(spec, Stores.SETTINGS, ImportCommand::run).execute(arguments);
    }

    private static void run(Settings settings, ParseResult parsed) {
        Path file = FleetFileParameter.of(parsed);
        Optional<RunningServer> server = RunningServer.named(parsed, settings);
        try {
            FleetFileCounts counts =
                    server.isPresent() ? server.get().importFrom(file) : importIntoStore(settings, file);
            parsed.commandSpec().commandLine().getOut().println("Imported " + counts + " from " + file);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be imported", e);
        }
    }

    private static FleetFileCounts importIntoStore(Settings settings, Path file) throws IOException {
        FleetImport.check(file); // before a store is made for what is no export
        try (FleetStore store = Stores.any(settings)) {
            return FleetImport.run(file, store);
        }
    }
}
