package io.obt.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes in a {@code .env} file: pairs, or a refusal that names the file and says what is wrong. */
final class DotEnvFuzzTest {
    private static Path file;

    static Stream<byte[]> files() {
        return Stream.of(
                        "OBT_PORT=8881\n# comment\nexport OBT_HOST='0.0.0.0'\n",
                        "\ufeffOBT_DATA_DIR=\"/var/lib/obt\"\r\nOTHER = x = y\r\n",
                        "OBT_PROT=1",
                        "=\n",
                        "export =",
                        "A='\nB=\"\"\nC='\"")
                .map(text -> text.getBytes(UTF_8));
    }

    @BeforeAll
    static void makeFile() throws IOException {
        file = Files.createTempFile("fuzz", ".env");
    }

    @AfterAll
    static void removeFile() throws IOException {
        Files.delete(file);
    }

    @MethodSource("files")
    @FuzzTest(maxDuration = "1m")
    void file(byte[] bytes) throws IOException {
        Files.write(file, bytes);
        try {
            DotEnv.read(file).forEach((key, value) -> {
                assertThat(key).isNotEmpty().doesNotContain("=", "\n");
                assertThat(value).doesNotContain("\n");
            });
        } catch (SettingException e) {
            assertThat(e.getMessage()).startsWith(file.toString()).doesNotContain("\n");
        }
    }
}
