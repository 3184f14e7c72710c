package io.obt.store;

import java.util.List;

/** Text that breaks programs which take text for something else. Free text holds it; grammars refuse it. */
public final class PoisonText {
    /** Each is valid Unicode and at most 10 kB of UTF-8. */
    public static final List<String> ALL = List.of(
            "",
            " leading and trailing ",
            "../../etc/passwd",
            "..\\..\\windows",
            "a\u0000b",
            "\u0000",
            "line\nbreak\r\nand\ttab\u001b[31mred",
            "\u202egnp.exe\u202c right to left",
            "\u200f\u200b\ufeffinvisible",
            "😀👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿",
            "e\u0301 is not é",
            "\uffff\ufffe\u2028\u2029",
            "<img src=x onerror=alert(1)>",
            "</script><script>alert(1)</script>",
            "'; DROP TABLE clients; --",
            "\"quotes\" 'single' `back` \\slash\\",
            "{\"$where\": \"sleep(9999)\"}",
            "$where",
            "a.b.c",
            ".",
            "..",
            "__proto__",
            "constructor",
            "null",
            "true",
            "NaN",
            "1e400",
            "%00%2e%2e%2f",
            "${jndi:ldap://localhost/a}",
            "=cmd|' /C calc'!A0",
            "x".repeat(8 * 1024),
            "\ud83d\ude00".repeat(2_048));

    private PoisonText() {}
}
