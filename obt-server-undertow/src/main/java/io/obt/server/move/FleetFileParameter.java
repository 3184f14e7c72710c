package io.obt.server.move;

import io.obt.settings.SettingException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The one file that export and import are given. */
final class FleetFileParameter {
    static final PositionalParamSpec SPEC = PositionalParamSpec.builder()
            .type(Path.class)
            .paramLabel("FILE")
            .arity("1")
            .index("0")
            .description("the exported fleet")
            .build();

    private FleetFileParameter() {}

    static Path of(ParseResult parsed) {
        Path file = parsed.matchedPositionalValue(0, Path.of(""));
        if (Files.isDirectory(file) || file.getFileName().toString().isEmpty()) {
            throw new SettingException("FILE is '" + file + "'; allowed is the name of a file");
        }
        return file;
    }
}
