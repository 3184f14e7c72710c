import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { bytes, plural } from "../../lib/format.js";
import { href } from "../../lib/route.js";
import { Component } from "../component.js";
import { stateOf } from "../status/status.js";

const MODELS_NAMED = 3;
const LOADED = new Set(["L", "l"]);
const AWAY = new Set(["STALE", "OFFLINE", "LEFT"]);

/**
 * A small card for each client: name, state, what it has in memory, and its VRAM. `matrix` names the loaded models, where
 * it has a column for each client.
 */
class Cards extends Component {
  static properties = { clients: { attribute: false }, matrix: { attribute: false } };

  render() {
    const loaded = namesByClient(this.matrix);
    return html`<ul class="cards">${repeat(this.clients, ({ clientId }) => clientId, (client) => card(client, loaded))}</ul>`;
  }
}

/** The models that each client has loaded; undefined where the matrix has groups instead of clients. */
function namesByClient({ columns, items }) {
  return columns && new Map(columns.map(({ clientId }, i) => [
    clientId,
    items.filter(({ cells }) => LOADED.has(cells[i])).map(({ name }) => name),
  ]));
}

function card(client, loaded) {
  const { clientId, status, statusReason, modelCount } = client;
  return html`<li data-card=${clientId} data-status=${status}>
    <a class="title" href=${href("client", { id: clientId })} title=${statusReason}><bdi class="clamp">${clientId}</bdi></a>
    ${stateOf(client)}
    <p class="muted">${inMemory(client, loaded?.get(clientId))}</p>
    <p class="muted">${[plural(modelCount, "model"), vram(client)].filter(Boolean).join(" · ")}</p>
  </li>`;
}

function inMemory({ loadedCount, status }, names) {
  if (!names?.length) {
    const loaded = loadedCount === 0 ? "nothing loaded" : `${plural(loadedCount, "model")} loaded`;
    return AWAY.has(status) && loadedCount > 0 ? `${loaded} at the last contact` : loaded;
  }
  const more = names.length - MODELS_NAMED;
  return html`<bdi class="clamp">${names.slice(0, MODELS_NAMED).join(", ")}</bdi>${more > 0 ? ` and ${more} more` : ""}`;
}

function vram({ hardware }) {
  const known = (hardware?.gpus ?? []).filter(({ memoryBytes }) => memoryBytes !== undefined);
  return known.length > 0 && `${bytes(known.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0))} of VRAM`;
}

customElements.define("obt-cards", Cards);
