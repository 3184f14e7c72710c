import { html, nothing } from "lit";
import { bytes, count, plural, shortDigest } from "../../lib/format.js";
import { href } from "../../lib/route.js";

const CLIENTS_NAMED = 20;

/** What is known of one model, and its digests with the clients that have each: what most have comes first. */
export function variants(model) {
  const byCount = [...model.variants].sort((a, b) => b.clientCount - a.clientCount);
  return html`<div class="variants">
    <p><bdi class="traits">${kind(model)}</bdi>${model.family
      ? html` <a href=${href("models", { family: model.family })}>All of this family</a>` : nothing}</p>
    <ul>${byCount.map((variant, i) => html`
      <li><code title=${variant.digest ?? ""}>${shortDigest(variant.digest)}</code>
        <span>${bytes(variant.sizeBytes)}</span>
        <span>${plural(variant.clientCount, "client")}${i === 0 && byCount.length > 1 ? ", the usual one" : ""}:</span>
        <span class="ids">${named(variant, model.name)}</span></li>`)}</ul>
  </div>`;
}

function kind({ family, parameterSize, quantization, contextLength, capabilities = [], remoteHost }) {
  const traits = [
    remoteHost && `cloud, at ${remoteHost}`,
    family,
    parameterSize,
    quantization,
    contextLength && `context of ${count(contextLength)}`,
    ...capabilities,
  ];
  return traits.filter(Boolean).join(" · ") || "Nothing else is known of it.";
}

function named({ clients, clientCount }, model) {
  const shown = clients.slice(0, CLIENTS_NAMED);
  const more = clientCount - shown.length;
  const link = (id) => html`<a href=${href("client", { id })}><bdi>${id}</bdi></a>`;
  const links = shown.map((id, i) => html`${i > 0 ? ", " : ""}${link(id)}`);
  return html`${links}${more > 0 ? html` <a href=${href("clients", { model })}>and ${count(more)} more</a>` : nothing}`;
}
