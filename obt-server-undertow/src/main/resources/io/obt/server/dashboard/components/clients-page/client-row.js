import { html, nothing } from "lit";
import { bytes, count, UNKNOWN } from "../../lib/format.js";
import { href } from "../../lib/route.js";
import "../age/age.js";
import "../status/status.js";

const LABELS_SHOWN = 3;
const ZERO = html`<span class="muted">0</span>`;

/** One client in the table; when something is wrong, the reason has a line of its own under it. `gone`: the list has it no more. */
export function clientRow(client, gone) {
  const { clientId, status, statusSince, statusReason, labels, modelCount, loadedCount, ollama, lastSeen } = client;
  const ill = ["OFFLINE", "DEGRADED", "STALE"].includes(status);
  return html`
    <tr role="row" data-client=${clientId} ?data-gone=${gone} ?data-ill=${ill} ?data-away=${status === "OFFLINE" || status === "LEFT"}>
      <td role="cell"><obt-status .status=${status} .since=${statusSince}></obt-status></td>
      <th role="rowheader" scope="row"><bdi class="name">${clientId}</bdi></th>
      <td role="cell" class="machine"><bdi title=${machineTitle(client)}>${machine(client.hardware)}</bdi></td>
      <td role="cell" class="labels">${tags(labels)}</td>
      <td role="cell" class="number" data-label="models">${modelCount > 0
        ? html`<a href=${href("models", { client: clientId })}>${count(modelCount)}</a>`
        : ZERO}</td>
      <td role="cell" class="number" data-label="loaded">${loadedCount > 0 ? count(loadedCount) : ZERO}</td>
      <td role="cell" data-label="Ollama"><bdi class="clamp">${ollama?.version ?? UNKNOWN}</bdi></td>
      <td role="cell" class="number contact">${lastSeen ? html`<obt-age .at=${lastSeen} ago></obt-age>` : "never"}</td>
    </tr>
    ${ill
      ? html`<tr role="row" class="why"><td role="cell" colspan="8">
          <bdi class="clamp" title=${statusReason}>${statusReason}</bdi></td></tr>`
      : nothing}
  `;
}

function tags(labels = {}) {
  const all = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  const hidden = all.slice(LABELS_SHOWN);
  return [
    ...all.slice(0, LABELS_SHOWN).map(
      (label) => html`<a class="tag" href=${href("clients", { label })}><bdi>${label}</bdi></a>`,
    ),
    hidden.length > 0 ? html`<span class="muted" title=${hidden.join("\n")}>+${hidden.length}</span>` : nothing,
  ];
}

/** "2 × RTX A6000 · 64 GB", as far as it is known. The vendor's name takes room and tells little. */
function machine(hardware) {
  const { gpus, memoryBytes } = hardware ?? {};
  const [first] = gpus ?? [];
  const many = gpus?.length > 1 ? `${gpus.length} × ` : "";
  const gpu = first ? many + first.name.replace(/^NVIDIA (GeForce )?/, "") : gpus && "no GPU";
  return [gpu, memoryBytes && bytes(memoryBytes)].filter(Boolean).join(" · ") || UNKNOWN;
}

function machineTitle({ hardware, address, agentVersion }) {
  const { hostName, os, architecture, cpuModel, cpuCores } = hardware ?? {};
  const cores = cpuCores && `${cpuCores} cores`;
  const agent = agentVersion && `agent ${agentVersion}`;
  return [hostName, os, architecture, cpuModel, cores, address, agent].filter(Boolean).join("\n");
}
