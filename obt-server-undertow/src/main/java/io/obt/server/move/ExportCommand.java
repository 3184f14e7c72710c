package io.obt.server.move;

import io.obt.server.ObtServer;
import io.obt.server.SettingCommand;
import io.obt.server.store.FleetExport;
import io.obt.server.store.FleetFileCounts;
import io.obt.server.store.FleetImport;
import io.obt.settings.Settings;
import io.obt.store.FleetStore;
import io.obt.time.TimeSource;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code obt export FILE}. */
final class ExportCommand {
    private ExportCommand() {}

    static int execute(String... arguments) {
        CommandSpec spec = CommandSpec.create()
                .name("obt export")
                .addPositional(FleetFileParameter.SPEC)
                .addOption(RunningServer.OPTION);
        spec.version("obt " + ObtServer.VERSION);
        spec.usageMessage()
                .description(
                        "Writes a fleet, its clients with their models and its event log, to a file of JSON lines.",
                        "The file takes its name when it is whole; one that is there already is replaced then.")
                .footer(
                        "",
                        "Examples:",
                        "  obt export fleet.jsonl                          the fleet in ./obt-data",
                        "  obt export fleet.jsonl --data-dir /var/lib/obt",
                        "  obt export fleet.jsonl --server http://localhost:8881    while that server runs");
        return new SettingCommand(spec, Stores.SETTINGS, ExportCommand::run).execute(arguments);
    }

    private static void run(Settings settings, ParseResult parsed) {
        Path file = FleetFileParameter.of(parsed);
        Optional<RunningServer> server = RunningServer.named(parsed, settings);
        try {
            FleetFileCounts counts =
                    written(file, server.isPresent() ? server.get()::exportTo : part -> exportStore(settings, part));
            parsed.commandSpec().commandLine().getOut().println("Exported " + counts + " to " + file);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be written", e);
        }
    }

    /** Writes an export to a file. */
    private interface Export {
        void to(Path part) throws IOException;
    }

    private static void exportStore(Settings settings, Path part) throws IOException {
        try (FleetStore store = Stores.existing(settings);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
            FleetExport.write(store, TimeSource.system().now(), out);
        }
    }

    private static FleetFileCounts written(Path file, Export export) throws IOException {
        Path part = Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName() + ".", ".part");
        try {
            export.to(part);
            FleetFileCounts counts = FleetImport.check(part); // whole, or it does not take the name
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            return counts;
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
