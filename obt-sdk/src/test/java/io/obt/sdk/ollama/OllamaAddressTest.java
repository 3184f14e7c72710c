package io.obt.sdk.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaAddressTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gpu-01                 | http://gpu-01:11434",
                "gpu-01:8080            | http://gpu-01:8080",
                ":11500                 | http://localhost:11500",
                ":                      | http://localhost:11434",
                "''                     | http://localhost:11434",
                "192.168.1.7            | http://192.168.1.7:11434",
                "http://gpu-01          | http://gpu-01:80",
                "https://gpu-01         | https://gpu-01:443",
                "HTTPS://gpu-01         | https://gpu-01:443",
                "http://gpu-01:11434/   | http://gpu-01:11434",
                "https://lan/ollama     | https://lan:443/ollama",
                "gpu-01/ollama          | http://gpu-01:11434/ollama",
                "0.0.0.0                | http://127.0.0.1:11434",
                "0.0.0.0:11500          | http://127.0.0.1:11500",
                "http://0.0.0.0         | http://127.0.0.1:80",
                "[::]                   | http://[::1]:11434",
                "[::]:11500             | http://[::1]:11500",
                "[0:0:0:0:0:0:0:0]      | http://[::1]:11434",
                "::                     | http://[::1]:11434",
                "::1                    | http://[::1]:11434",
                "[::1]                  | http://[::1]:11434",
                "[fe80::7]:11500        | http://[fe80::7]:11500",
                "gpu-01:port            | http://gpu-01:11434",
                "gpu-01:70000           | http://gpu-01:11434",
                "'\"gpu-01\"'           | http://gpu-01:11434",
                "'  gpu-01  '           | http://gpu-01:11434",
            })
    void isReadAsOllamaReadsIt(String text, String url) {
        assertThat(OllamaAddress.parse(text).url()).isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a b", "ftp://gpu-01", "http://anna:secret@gpu-01", "[::1", "http://gpu-01?x=1", "gpu-01:0"})
    void whatIsNoAddressIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> OllamaAddress.parse(text));
    }

    @Test
    void aPasswordIsNotRepeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OllamaAddress.parse("http://anna:secret@gpu-01"))
                .withMessageNotContaining("secret");
    }

    @Test
    void theDefaultIsOllamasOwn() {
        assertThat(OllamaAddress.DEFAULT).isEqualTo(OllamaAddress.parse(""));
    }
}
