import { html, nothing } from "lit";
import { bytes, count } from "../../lib/format.js";
import { href } from "../../lib/route.js";
import { Component } from "../component.js";
import { icon, wordOf } from "../status/status.js";

/** The fleet in numbers, each a link to the list it counts. */
class Counters extends Component {
  static properties = { fleet: { attribute: false }, loadedModels: { type: Number } };

  render() {
    const { clients, models, disk } = this.fleet;
    return html`<ul class="counters">
      ${state("ONLINE", clients.online)} ${state("DEGRADED", clients.degraded)} ${state("STALE", clients.stale)}
      ${state("OFFLINE", clients.offline)} ${clients.left > 0 ? state("LEFT", clients.left) : nothing}
      ${tile(count(models.distinct), "Models", href("models"))}
      ${tile(count(this.loadedModels), "Loaded", href("models", { loaded: true }))}
      ${tile(count(models.drifting), "Drifting", href("models", { drift: true }), models.drifting > 0 && "DRIFT")}
      ${tile(bytes(models.installedBytes), "Installed", href("models"))}
      ${disk ? tile(bytes(disk.freeBytes), `Free of ${bytes(disk.totalBytes)}`) : nothing}
    </ul>`;
  }
}

function state(status, n) {
  return tile(count(n), wordOf(status), href("clients", { status: status.toLowerCase() }), status, n === 0);
}

function tile(number, label, link, status, quiet = false) {
  const body = html`<span class="number">${number}</span>
    <span class="label">${status ? icon(status) : nothing}${label}</span>`;
  const all = link ? html`<a href=${link}>${body}</a>` : html`<span class="tile">${body}</span>`;
  return html`<li ?data-quiet=${quiet}>${all}</li>`;
}

customElements.define("obt-counters", Counters);
