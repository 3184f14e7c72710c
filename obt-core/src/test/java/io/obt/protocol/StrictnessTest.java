package io.obt.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is no message of ours is refused, saying where and why, in words without a trace of Java. */
final class StrictnessTest {
    private static final String REGISTRATION = "'instanceId':'i','agentVersion':'0.1.0'";
    private static final String HEARTBEAT = "'registrationId':'r','sequence':1,'ollama':{'available':true}";

    private static byte[] json(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static String registration(String more) {
        return "{" + REGISTRATION + "," + more + "}";
    }

    private static String heartbeat(String more) {
        return "{" + HEARTBEAT + "," + more + "}";
    }

    private static String text(int length) {
        return "'" + "x".repeat(length) + "'";
    }

    private static String listOf(int count, String format) {
        return IntStream.range(0, count)
                .mapToObj(i -> format.replace("%", String.valueOf(i)))
                .collect(Collectors.joining(","));
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    /** Reads a message and takes it over, as a server does. */
    private static void take(byte[] body, Class<?> type) throws InvalidMessageException {
        Object message = Json.read(body, type);
        if (message instanceof HeartbeatRequest heartbeat) {
            heartbeat.toReport();
        } else if (message instanceof RegistrationRequest registration) {
            registration.toClaim("10.0.0.1");
        }
    }

    private static InvalidMessageException refused(byte[] body, Class<?> type) {
        InvalidMessageException refusal = catchThrowableOfType(InvalidMessageException.class, () -> take(body, type));
        assertThat(refusal)
                .as("%s is refused", new String(body, StandardCharsets.UTF_8))
                .isNotNull();
        assertThat(refusal.errors()).hasSize(1);
        assertThat(refusal.errors().get(0).detail()).isEqualTo(refusal.detail());
        assertThat(refusal.detail())
                .isNotBlank()
                .hasSizeLessThan(400)
                .doesNotContain(
                        "\n", "io.obt", "java.", "jackson", "Exception", "Class", "reference chain", "`", "null}");
        assertThat(Json.write(refusal.errors())).as("can be told").isNotEmpty();
        return refusal;
    }

    static Stream<Arguments> wrongHeartbeats() {
        return Stream.of(
                Arguments.of("", "", "The body is empty"),
                Arguments.of("   ", "", "The body is empty"),
                Arguments.of("null", "", "null"),
                Arguments.of("[]", "", "an object"),
                Arguments.of("'x'", "", "an object"),
                Arguments.of("1", "", "an object"),
                Arguments.of("{", "", "not valid JSON at line 1"),
                Arguments.of("{'registrationId'", "", "not valid JSON"),
                Arguments.of("{registrationId:1}", "", "not valid JSON at line 1, column"),
                Arguments.of("{\n'a':1,}", "", "not valid JSON at line 2, column"),
                Arguments.of("<html>", "", "not valid JSON"),
                Arguments.of("{" + HEARTBEAT + "} {}", "", "after"),
                Arguments.of("{" + HEARTBEAT + "}x", "", "not valid JSON"),
                Arguments.of("{}", "/registrationId", "The field 'registrationId' is required"),
                Arguments.of("{'registrationId':null}", "/registrationId", "required"),
                Arguments.of("{'registrationId':''}", "/registrationId", "1 to 128 characters"),
                Arguments.of("{'registrationId':" + text(129) + "}", "/registrationId", "1 to 128 characters, not 129"),
                Arguments.of("{'registrationId':'r'}", "/sequence", "The field 'sequence' is required"),
                Arguments.of("{'registrationId':'r','sequence':1}", "/ollama", "The field 'ollama' is required"),
                Arguments.of("{'registrationId':'r','sequence':1,'ollama':{}}", "/ollama/available", "true or false"),
                Arguments.of("{'registrationId':'r','sequence':-1,'ollama':{'available':true}}", "/sequence", "not -1"),
                // wrong types, nothing coerced
                Arguments.of("{'registrationId':5}", "/registrationId", "a string"),
                Arguments.of("{'registrationId':true}", "/registrationId", "a string"),
                Arguments.of("{'registrationId':{}}", "/registrationId", "a string"),
                Arguments.of("{'registrationId':['r']}", "/registrationId", "a string"),
                Arguments.of("{'registrationId':'r','sequence':'1'}", "/sequence", "a whole number"),
                Arguments.of("{'registrationId':'r','sequence':''}", "/sequence", "a whole number"),
                Arguments.of("{'registrationId':'r','sequence':1.0}", "/sequence", "a whole number"),
                Arguments.of("{'registrationId':'r','sequence':true}", "/sequence", "a whole number"),
                Arguments.of("{'registrationId':'r','sequence':1,'ollama':true}", "/ollama", "an object"),
                Arguments.of("{'registrationId':'r','sequence':1,'ollama':''}", "/ollama", "an object"),
                Arguments.of("{'registrationId':'r','sequence':1,'ollama':[]}", "/ollama", "an object"),
                Arguments.of("{'ollama':{'available':'true'}}", "/ollama/available", "true or false"),
                Arguments.of("{'ollama':{'available':1}}", "/ollama/available", "true or false"),
                Arguments.of("{'ollama':{'available':null}}", "/ollama/available", "true or false"),
                Arguments.of("{'ollama':{'available':true,'version':1.5}}", "/ollama/version", "a string"),
                Arguments.of(heartbeat("'models':{}"), "/models", "an array"),
                Arguments.of(heartbeat("'models':'x'"), "/models", "an array"),
                Arguments.of(heartbeat("'models':''"), "/models", "an array"),
                Arguments.of(heartbeat("'models':[1]"), "/models/0", "an object"),
                Arguments.of(heartbeat("'models':[null]"), "/models/0", "null"),
                Arguments.of(heartbeat("'models':[{'name':'a'},{}]"), "/models/1/name", "'name' is required"),
                Arguments.of(
                        heartbeat("'models':[{'name':'a','sizeBytes':'7'}]"), "/models/0/sizeBytes", "whole number"),
                Arguments.of(heartbeat("'models':[{'name':'a','modifiedAt':7}]"), "/models/0/modifiedAt", "ISO-8601"),
                Arguments.of(heartbeat("'models':[{'name':'a','modifiedAt':'now'}]"), "/models/0/modifiedAt", "2026"),
                Arguments.of(heartbeat("'models':[{'name':'a','families':'x'}]"), "/models/0/families", "an array"),
                Arguments.of(heartbeat("'models':[{'name':'a','families':[null]}]"), "/models/0/families/0", "null"),
                Arguments.of(heartbeat("'models':[{'name':'a','families':[1]}]"), "/models/0/families/0", "a string"),
                Arguments.of(
                        heartbeat("'models':[{'name':'a','capabilities':[null]}]"), "/models/0/capabilities/0", ""),
                Arguments.of(heartbeat("'loaded':[null]"), "/loaded/0", "null"),
                Arguments.of(heartbeat("'loaded':[{}]"), "/loaded/0/name", "'name' is required"),
                Arguments.of(heartbeat("'usage':[]"), "/usage", "an object"),
                Arguments.of(heartbeat("'usage':{'cpuPercent':'5'}"), "/usage/cpuPercent", "a number"),
                Arguments.of(heartbeat("'usage':{'gpus':[null]}"), "/usage/gpus/0", "null"),
                Arguments.of(
                        heartbeat("'usage':{'gpus':[{'utilizationPercent':1.5}]}"),
                        "/usage/gpus/0/utilizationPercent",
                        "a whole number"),
                // what the values themselves refuse
                Arguments.of(heartbeat("'models':[{'name':'../x'}]"), "/models/0/name", "of the model name '../x'"),
                Arguments.of(
                        heartbeat("'loaded':[{'name':'a'},{'name':''}]"), "/loaded/1/name", "of the model name ''"),
                Arguments.of(heartbeat("'models':[{'name':'a','digest':'zz'}]"), "/models/0/digest", "64"),
                Arguments.of(heartbeat("'models':[{'name':'a','sizeBytes':-1}]"), "/models/0/sizeBytes", "negative"),
                Arguments.of(heartbeat("'models':[{'name':'a'},{'name':'A:latest'}]"), "/models", "listed twice"),
                // numbers
                Arguments.of("{'registrationId':'r','sequence':NaN}", "", "not valid JSON"),
                Arguments.of("{'registrationId':'r','sequence':Infinity}", "", "not valid JSON"),
                Arguments.of(heartbeat("'usage':{'cpuPercent':NaN}"), "", "not valid JSON"),
                Arguments.of(heartbeat("'usage':{'cpuPercent':1e400}"), "/usage/cpuPercent", "number"),
                Arguments.of(heartbeat("'usage':{'cpuPercent':-1e400}"), "/usage/cpuPercent", "number"),
                Arguments.of("{'registrationId':'r','sequence':9223372036854775808}", "/sequence", "too large"),
                Arguments.of("{'registrationId':'r','sequence':1e3}", "/sequence", "a whole number"),
                Arguments.of("{'registrationId':'r','sequence':" + "9".repeat(900) + "}", "/sequence", "too large"),
                Arguments.of("{'registrationId':'r','sequence':" + "9".repeat(2_000) + "}", "", "too long"),
                Arguments.of("{'unknown':" + "9".repeat(2_000) + "}", "", "too long"),
                Arguments.of(
                        heartbeat("'usage':{'gpus':[{'utilizationPercent':3000000000}]}"),
                        "/usage/gpus/0/utilizationPercent",
                        "too large"),
                // depth
                Arguments.of("{'unknown':" + nested(32) + "}", "", "nests too deeply"),
                Arguments.of(nested(33), "", ""),
                Arguments.of(nested(100_000), "", ""),
                Arguments.of("{'a':".repeat(50_000), "", "nests too deeply"),
                Arguments.of("{'" + "x".repeat(100_000) + "':1}", "", "too long"),
                // text
                Arguments.of("{'registrationId':'\\ud83d'}", "/registrationId", "half of a surrogate pair"),
                Arguments.of("{'registrationId':'\\ude00\\ud83d'}", "/registrationId", "half of a surrogate pair"),
                Arguments.of("{'registrationId':'\\x'}", "", "not valid JSON"),
                Arguments.of("{'registrationId':'\u0000'}", "", "not valid JSON"),
                Arguments.of("{'registrationId':'a\nb'}", "", "not valid JSON"));
    }

    @ParameterizedTest
    @MethodSource("wrongHeartbeats")
    void wrongHeartbeatIsRefusedWhereItIsWrong(String body, String pointer, String told) {
        InvalidMessageException refusal = refused(json(body), HeartbeatRequest.class);
        assertThat(refusal.detail()).contains(told);
        assertThat(refusal.errors().get(0).pointer()).isEqualTo(pointer);
        assertThat(refusal.isOverLimit()).isFalse();
    }

    static Stream<Arguments> wrongRegistrations() {
        return Stream.of(
                Arguments.of("{}", "/instanceId", "required"),
                Arguments.of("{'instanceId':'i'}", "/agentVersion", "required"),
                Arguments.of("{'instanceId':'  ','agentVersion':'1'}", "/instanceId", "1 to 128 characters"),
                Arguments.of(registration("'heartbeatIntervalMillis':0"), "/heartbeatIntervalMillis", "not 0"),
                Arguments.of(registration("'heartbeatIntervalMillis':-1"), "/heartbeatIntervalMillis", "not -1"),
                Arguments.of(
                        registration("'heartbeatIntervalMillis':'10s'"), "/heartbeatIntervalMillis", "whole number"),
                Arguments.of(registration("'labels':[]"), "/labels", "an object"),
                Arguments.of(registration("'labels':{'a':1}"), "/labels/a", "a string"),
                Arguments.of(registration("'labels':{'a':null}"), "/labels/a", "null"),
                Arguments.of(registration("'labels':{'a/b':{}}"), "/labels/a~1b", "a string"),
                Arguments.of(registration("'labels':{'a b':'c'}"), "/labels", "A label's key"),
                Arguments.of(registration("'labels':{'a':''}"), "/labels", "A label's value"),
                Arguments.of(registration("'allow':'pull'"), "/allow", "an array"),
                Arguments.of(registration("'allow':[null]"), "/allow/0", "null"),
                Arguments.of(registration("'hardware':'big'"), "/hardware", "an object"),
                Arguments.of(registration("'hardware':{'cpuCores':1.5}"), "/hardware/cpuCores", "a whole number"),
                Arguments.of(registration("'hardware':{'cpuCores':4294967296}"), "/hardware/cpuCores", "too large"),
                Arguments.of(registration("'hardware':{'gpus':[null]}"), "/hardware/gpus/0", "null"),
                Arguments.of(registration("'hardware':{'gpus':[{}]}"), "/hardware/gpus/0/name", "'name' is required"),
                Arguments.of(registration("'hardware':{'gpus':[{'name':null}]}"), "/hardware/gpus/0/name", "required"));
    }

    @ParameterizedTest
    @MethodSource("wrongRegistrations")
    void wrongRegistrationIsRefusedWhereItIsWrong(String body, String pointer, String told) {
        InvalidMessageException refusal = refused(json(body), RegistrationRequest.class);
        assertThat(refusal.detail()).contains(told);
        assertThat(refusal.errors().get(0).pointer()).isEqualTo(pointer);
        assertThat(refusal.isOverLimit()).isFalse();
    }

    static Stream<Arguments> tooMuch() {
        String model = "{'name':'m%'}";
        return Stream.of(
                Arguments.of(heartbeat("'models':[" + listOf(2_001, model) + "]"), "/models", "2000"),
                Arguments.of(heartbeat("'loaded':[" + listOf(2_001, model) + "]"), "/loaded", "2000"),
                Arguments.of(heartbeat("'inventoryFingerprint':" + text(8_193)), "/inventoryFingerprint", "8192"),
                Arguments.of("{'registrationId':" + text(8_193) + "}", "/registrationId", "8192"),
                Arguments.of(heartbeat("'models':[{'name':" + text(10_240) + "}]"), "/models/0/name", "8192"),
                Arguments.of(
                        heartbeat("'models':[{'name':'a','family':" + text(8_193) + "}]"), "/models/0/family", "8192"),
                Arguments.of(
                        heartbeat("'models':[{'name':'a','families':['b'," + text(8_193) + "]}]"),
                        "/models/0/families/1",
                        "8192"),
                Arguments.of(
                        "{'registrationId':'r','sequence':1,'ollama':{'available':false,'error':" + text(8_193) + "}}",
                        "/ollama/error",
                        "8192"));
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    void moreThanAnybodyMaySendIsRefusedAsThat(String body, String pointer, String told) {
        InvalidMessageException refusal = refused(json(body), HeartbeatRequest.class);
        assertThat(refusal.detail()).contains(told);
        assertThat(refusal.errors().get(0).pointer()).isEqualTo(pointer);
        assertThat(refusal.isOverLimit()).isTrue();
    }

    static Stream<Arguments> tooMuchInARegistration() {
        return Stream.of(
                Arguments.of(registration("'labels':{" + listOf(17, "'k%':'v'") + "}"), "/labels"),
                Arguments.of(registration("'labels':{'a/b':" + text(65) + "}"), "/labels/a~1b"),
                Arguments.of(registration("'labels':{" + text(65) + ":'v'}"), "/labels/" + "x".repeat(65)),
                Arguments.of(registration("'allow':[" + listOf(17, "'a%'") + "]"), "/allow"),
                Arguments.of(registration("'hardware':{'hostName':" + text(8_193) + "}"), "/hardware/hostName"),
                Arguments.of(registration("'labels':{'a':" + text(8_193) + "}"), "/labels/a"));
    }

    @ParameterizedTest
    @MethodSource("tooMuchInARegistration")
    void moreThanAnybodyMayRegisterIsRefusedAsThat(String body, String pointer) {
        InvalidMessageException refusal = refused(json(body), RegistrationRequest.class);
        assertThat(refusal.errors().get(0).pointer()).isEqualTo(pointer);
        assertThat(refusal.isOverLimit()).isTrue();
    }

    @Test
    void asMuchAsAllowedIsTaken() throws InvalidMessageException {
        take(json(heartbeat("'models':[" + listOf(2_000, "{'name':'m%'}") + "]")), HeartbeatRequest.class);
        take(json(heartbeat("'inventoryFingerprint':" + text(8_192))), HeartbeatRequest.class);
        take(json(registration("'labels':{" + listOf(16, "'k%':" + text(64)) + "}")), RegistrationRequest.class);
        take(json("{" + HEARTBEAT + ",'unknown':" + nested(31) + "}"), HeartbeatRequest.class);
        take(json(heartbeat("'usage':{'cpuPercent':5}")), HeartbeatRequest.class);
        take(
                json("{'registrationId':'r','sequence':9223372036854775807,'ollama':{'available':true}}"),
                HeartbeatRequest.class);
        take(json(registration("'heartbeatIntervalMillis':9223372036854775807")), RegistrationRequest.class);
    }

    @Test
    void unknownFieldsAreIgnored() throws InvalidMessageException {
        HeartbeatRequest known = Json.read(json("{" + HEARTBEAT + "}"), HeartbeatRequest.class);
        String more = "'new':{'a':[1,null,{'b':true}]},'models2':null,'':0,'registrationid':7";
        assertThat(Json.read(json(heartbeat(more)), HeartbeatRequest.class)).isEqualTo(known);
    }

    @Test
    void explicitNullMeansUnknown() throws InvalidMessageException {
        HeartbeatRequest absent = Json.read(json("{" + HEARTBEAT + "}"), HeartbeatRequest.class);
        String nulls = "'models':null,'loaded':null,'usage':null,'inventoryFingerprint':null";
        assertThat(Json.read(json(heartbeat(nulls)), HeartbeatRequest.class)).isEqualTo(absent);
    }

    static Stream<byte[]> badUtf8() {
        return Stream.of("80", "c3", "c328", "e28228", "f0288cbc", "ff", "fe", "c080", "e08080", "eda080", "f4908080")
                .map(hex -> {
                    byte[] bad = HexFormat.of().parseHex(hex);
                    byte[] start = json("{'registrationId':'");
                    byte[] end = json("','sequence':1,'ollama':{'available':true}}");
                    byte[] body = Arrays.copyOf(start, start.length + bad.length + end.length);
                    System.arraycopy(bad, 0, body, start.length, bad.length);
                    System.arraycopy(end, 0, body, start.length + bad.length, end.length);
                    return body;
                });
    }

    @ParameterizedTest
    @MethodSource("badUtf8")
    void bodyThatIsNotUtf8IsRefused(byte[] body) {
        InvalidMessageException refusal = refused(body, HeartbeatRequest.class);
        assertThat(refusal.detail()).isEqualTo("The body is not valid UTF-8");
        assertThat(refusal.isOverLimit()).isFalse();
    }

    @Test
    void bodyInUtf16IsRefused() {
        byte[] body = new String(json("{" + HEARTBEAT + "}"), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16);
        refused(body, HeartbeatRequest.class);
        refused("{}".getBytes(StandardCharsets.UTF_16BE), HeartbeatRequest.class);
    }

    @Test
    void pageThatIsNoneIsRefused() {
        for (String body : new String[] {"null", "[]", "", "{'items':[null]}", "{'items':{}}"}) {
            InvalidMessageException refusal = catchThrowableOfType(
                    InvalidMessageException.class, () -> Json.readPage(json(body), EventMessage.class));
            assertThat(refusal).as(body).isNotNull();
        }
    }

    @Test
    void unknownWordOfAListIsRefusedWithTheWordsThatAreKnown() {
        InvalidMessageException refusal = refused(
                json("{'status':'DROWSY','sendInventory':false,'heartbeatIntervalMillis':1,'operations':[]}"),
                HeartbeatResponse.class);
        assertThat(refusal.errors().get(0).pointer()).isEqualTo("/status");
        assertThat(refusal.detail()).contains("ONLINE", "OFFLINE");
    }
}
