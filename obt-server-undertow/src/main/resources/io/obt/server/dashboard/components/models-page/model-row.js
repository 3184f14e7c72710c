import { html, nothing } from "lit";
import { bytes, count, plural, shortDigest, UNKNOWN } from "../../lib/format.js";
import { href } from "../../lib/route.js";
import { icon } from "../status/status.js";

const CLIENTS_NAMED = 3;

/** One model of the fleet; where its digests differ, they stand under it, each with the clients that have it. `gone`: the list has it no more. */
export function modelRow(model, totalClients, gone) {
  const { name, sizeBytes, clientCount, onlineCount, loadedCount, drift, remoteHost } = model;
  return html`
    <tr role="row" data-model=${name} ?data-gone=${gone} ?data-ill=${drift}>
      <th role="rowheader" scope="row"><bdi class="name">${name}</bdi></th>
      <td role="cell" class="traits"><bdi class="clamp">${kind(model)}</bdi></td>
      <td role="cell" class="number" data-label="size">${remoteHost ? UNKNOWN : bytes(sizeBytes)}</td>
      <td role="cell" class="number" data-label="clients"><a href=${href("clients", { model: name })}
        title=${`${count(onlineCount)} of them online`}>${count(clientCount)}
        <span class="muted">/ ${count(totalClients)}</span></a></td>
      <td role="cell" class="number" data-label="loaded">${loadedCount > 0
        ? html`<strong>${count(loadedCount)}</strong>` : html`<span class="muted">0</span>`}</td>
      <td role="cell" class="digest">${digest(model)}</td>
    </tr>
    ${drift
      ? html`<tr role="row" class="why"><td role="cell" colspan="6">${variants(model)}</td></tr>`
      : nothing}
  `;
}

function kind({ family, parameterSize, quantization, remoteHost }) {
  const traits = [family, parameterSize, quantization].filter(Boolean).join(" · ");
  return remoteHost ? `cloud, at ${remoteHost}` : traits || UNKNOWN;
}

function digest({ drift, variants }) {
  const known = variants.filter((variant) => variant.digest);
  if (drift) {
    return html`<span class="drift">${icon("DRIFT")}${plural(known.length, "digest")}</span>`;
  }
  const [first] = known;
  return html`<code title=${first?.digest ?? ""}>${first ? shortDigest(first.digest) : UNKNOWN}</code>`;
}

function variants(model) {
  const byCount = [...model.variants].sort((a, b) => b.clientCount - a.clientCount);
  return html`<ul class="variants">${byCount.map((variant) => html`
    <li><code title=${variant.digest ?? ""}>${shortDigest(variant.digest)}</code>
      <span>${bytes(variant.sizeBytes)}</span>
      <span>${plural(variant.clientCount, "client")}:</span>
      <span class="ids">${named(variant)}</span></li>`)}</ul>`;
}

function named({ clients, clientCount }) {
  const shown = clients.slice(0, CLIENTS_NAMED);
  const more = clientCount - shown.length;
  const link = (id) => html`<a href=${href("clients", { q: id })}><bdi>${id}</bdi></a>`;
  const links = shown.map((id, i) => html`${i > 0 ? ", " : ""}${link(id)}`);
  return html`${links}${more > 0 ? ` and ${count(more)} more` : nothing}`;
}
