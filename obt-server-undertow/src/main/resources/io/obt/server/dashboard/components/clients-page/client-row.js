import { html, nothing } from "lit";
import { bytes, count, UNKNOWN } from "../../lib/format.js";
import { href } from "../../lib/route.js";
import "../age/age.js";
import { heartbeat } from "../heartbeat/heartbeat.js";
import { stateOf } from "../status/status.js";

const LABELS_SHOWN = 3;
const ZERO = html`<span class="muted">0</span>`;

/**
 * One client in the table; when something is wrong, the reason has a line of its own under it. `gone`: the list has it no
 * more; `chosen`: the reader has it in the selection, which `choose(isIn)` changes.
 */
export function clientRow(client, { gone, chosen, choose }) {
  const { clientId, status, statusReason, labels, modelCount, loadedCount, ollama, lastSeen, history } = client;
  const ill = ["OFFLINE", "DEGRADED", "STALE"].includes(status);
  return html`
    <tr role="row" data-client=${clientId} ?data-gone=${gone} ?data-ill=${ill} ?data-chosen=${chosen}
      ?data-away=${status === "OFFLINE" || status === "LEFT"}>
      <td role="cell" class="choose"><input type="checkbox" aria-label=${`Select ${clientId}`} .checked=${chosen}
        @change=${({ target }) => choose(target.checked)}></td>
      <td role="cell" class="state">${stateOf(client)}</td>
      <th role="rowheader" scope="row"><a href=${href("client", { id: clientId })}><bdi class="name">${clientId}</bdi></a></th>
      <td role="cell" class="day">${history ? heartbeat(history) : nothing}</td>
      <td role="cell" class="machine"><bdi title=${machineTitle(client)}>${machine(client.hardware)}</bdi></td>
      <td role="cell" class="labels">${tags(labels)}</td>
      <td role="cell" class="number" data-label="models">${modelCount > 0
        ? html`<a href=${href("client", { id: clientId, tab: "models" })}>${count(modelCount)}</a>`
        : ZERO}</td>
      <td role="cell" class="number" data-label="loaded">${loadedCount > 0 ? count(loadedCount) : ZERO}</td>
      <td role="cell" data-label="Ollama"><bdi class="clamp">${ollama?.version ?? UNKNOWN}</bdi></td>
      <td role="cell" class="number contact">${lastSeen ? html`<obt-age .at=${lastSeen} ago></obt-age>` : "never"}</td>
      <td role="cell" class="agent"><bdi class="clamp">${client.agentVersion ?? UNKNOWN}</bdi></td>
    </tr>
    ${ill
      ? html`<tr role="row" class="why"><td role="cell" colspan="11">
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
