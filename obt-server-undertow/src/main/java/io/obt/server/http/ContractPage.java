package io.obt.server.http;

import io.obt.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The contract as a page: every call with its parameters, examples and answers, then every schema. It runs no script. */
record ContractPage(String html, String contentSecurityPolicy) {
    private static final List<String> METHODS = List.of("get", "put", "post", "delete");

    static ContractPage of(String yaml, String css) {
        YamlNode document = YamlNode.of(new Load(LoadSettings.builder().build()).loadFromString(yaml));
        StringBuilder html = new StringBuilder();
        html.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>OBT: the HTTP API</title>")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .append("<style>")
                .append(css)
                .append("</style></head><body><main><h1>")
                .append(text(document.at("info").text("title")))
                .append(": the HTTP API</h1><p>")
                .append(prose(document.at("info").text("description")))
                .append("</p><p><a href=\"/openapi.yaml\">openapi.yaml</a> · <a href=\"/\">dashboard</a></p>");
        document.at("paths")
                .each((path, item) ->
                        METHODS.stream().filter(item::has).forEach(method -> call(html, document, path, method, item)));
        html.append("<h2>Schemas</h2>");
        document.at("components").at("schemas").each((name, schema) -> schema(html, document, name, schema));
        html.append("</main></body></html>\n");
        return new ContractPage(
                html.toString(),
                "default-src 'none'; style-src 'sha256-" + sha256(css)
                        + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    }

    private static void call(StringBuilder html, YamlNode document, String path, String method, YamlNode item) {
        YamlNode call = item.at(method);
        html.append("<section id=\"")
                .append(text(call.text("operationId")))
                .append("\"><h2><b>")
                .append(method.toUpperCase(Locale.ROOT))
                .append("</b> <code>")
                .append(text(path))
                .append("</code></h2><p>")
                .append(prose(call.text("summary")))
                .append(' ')
                .append(prose(call.text("description")))
                .append("</p>");
        StringBuilder rows = new StringBuilder();
        for (YamlNode owner : List.of(item, call)) {
            owner.at("parameters")
                    .all()
                    .map(document::resolved)
                    .forEach(parameter -> row(
                            rows,
                            parameter.text("name"),
                            parameter.text("in") + ", " + type(parameter.at("schema")),
                            parameter.text("description")));
        }
        table(html, "Parameters", rows);
        YamlNode body = call.at("requestBody").at("content").at("application/json");
        if (!body.isAbsent()) {
            html.append("<h3>Body: ").append(type(body.at("schema"))).append("</h3>");
            examples(html, document, body);
        }
        html.append("<h3>Answers</h3>");
        call.at("responses").each((status, reference) -> {
            YamlNode answer = document.resolved(reference);
            html.append("<p><b>")
                    .append(text(status))
                    .append("</b> ")
                    .append(prose(answer.text("description")))
                    .append("</p>");
            answer.at("content").each((mediaType, content) -> {
                html.append("<p class=\"type\">")
                        .append(text(mediaType))
                        .append(' ')
                        .append(type(content.at("schema")))
                        .append("</p>");
                examples(html, document, content);
            });
        });
        html.append("</section>");
    }

    private static void examples(StringBuilder html, YamlNode document, YamlNode content) {
        Map<String, Object> shown = new TreeMap<>();
        if (content.has("example")) {
            shown.put("example", content.at("example").value());
        }
        content.at("examples")
                .each((name, reference) ->
                        shown.put(name, document.resolved(reference).at("value").value()));
        shown.forEach((name, value) -> html.append("<details><summary>")
                .append(text(name))
                .append("</summary><pre>")
                .append(text(value instanceof String words ? words : Json.writeForPeople(value)))
                .append("</pre></details>"));
    }

    private static void schema(StringBuilder html, YamlNode document, String name, YamlNode schema) {
        html.append("<section id=\"")
                .append(text(name))
                .append("\"><h3>")
                .append(text(name))
                .append("</h3><p>")
                .append(prose(schema.text("description")))
                .append(' ')
                .append(type(schema))
                .append("</p>");
        StringBuilder rows = new StringBuilder();
        List<String> required =
                schema.at("required").all().map(YamlNode::asText).toList();
        schema.at("properties")
                .each((field, type) ->
                        row(rows, field + (required.contains(field) ? "" : "?"), type(type), type.text("description")));
        table(html, "", rows);
        html.append("</section>");
    }

    private static void table(StringBuilder html, String title, StringBuilder rows) {
        if (!rows.isEmpty()) {
            html.append(title.isEmpty() ? "" : "<h3>" + title + "</h3>")
                    .append("<table>")
                    .append(rows)
                    .append("</table>");
        }
    }

    private static void row(StringBuilder html, String name, String typeHtml, String description) {
        html.append("<tr><th scope=\"row\"><code>")
                .append(text(name))
                .append("</code></th><td>")
                .append(typeHtml)
                .append("</td><td>")
                .append(prose(description))
                .append("</td></tr>");
    }

    private static String type(YamlNode schema) {
        String reference = schema.text("$ref");
        if (!reference.isEmpty()) {
            String name = reference.substring(reference.lastIndexOf('/') + 1);
            return "<a href=\"#" + text(name) + "\">" + text(name) + "</a>";
        }
        if (schema.has("items")) {
            return "list of " + type(schema.at("items"));
        }
        if (schema.has("enum")) {
            return text(String.join(
                    " | ", schema.at("enum").all().map(YamlNode::asText).toList()));
        }
        for (String several : List.of("allOf", "anyOf")) {
            if (schema.has(several)) {
                return String.join(
                        " + ", schema.at(several).all().map(ContractPage::type).toList());
            }
        }
        return text(schema.text("type") + (schema.has("pattern") ? " " + schema.text("pattern") : ""));
    }

    private static String prose(String words) {
        return text(words).replaceAll("`([^`]+)`", "<code>$1</code>");
    }

    private static String text(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String sha256(String words) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(words.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
