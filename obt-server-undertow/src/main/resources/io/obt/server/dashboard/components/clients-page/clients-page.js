import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { count } from "../../lib/format.js";
import { ListPage } from "../list-page.js";
import { icon, wordOf } from "../status/status.js";
import { clientRow } from "./client-row.js";

const STATUSES = ["ONLINE", "DEGRADED", "STALE", "OFFLINE", "LEFT"];

/** Every client, problems first, a hundred at a time; searched, filtered and sorted by the server. */
class ClientsPage extends ListPage {
  page = "clients";
  unit = "client";
  heading = "Clients";
  hint = "Name, label or host";

  keyOf = ({ clientId }) => clientId;

  filters() {
    return html`
      <nav class="segments" aria-label="Status">${this.segment()}${STATUSES.map((status) => this.segment(status))}</nav>
      ${this.chip("model", "has")}${this.chip("label", "label")}
    `;
  }

  /** The clients of one status, or all of them, with their number. */
  segment(status) {
    const key = status?.toLowerCase();
    const n = this.fleet?.clients[key ?? "total"];
    const current = this.params.status?.toLowerCase() === key;
    if (status === "LEFT" && !n && !current) {
      return nothing;
    }
    return html`<a href=${this.with({ status: key })} aria-current=${current ? "true" : nothing}>
      ${status ? icon(status) : nothing}${status ? wordOf(status) : "All"}
      <span class="muted">${n === undefined ? "" : count(n)}</span></a>`;
  }

  nothingFound() {
    const { q, status, model, label } = this.params;
    const asked = [q && `“${q}”`, status && `status ${status}`, model && `model ${model}`, label && `label ${label}`];
    return this.nothingMatches(count(this.fleet.clients.total), asked);
  }

  table() {
    return html`<div class="scroll"><table class="clients" role="table">
      <caption class="visually-hidden">Clients with their state, models and last contact</caption>
      <thead role="rowgroup"><tr role="row">
        ${this.sortable("status", "Status")}
        ${this.sortable("clientId", "Client")}
        <th role="columnheader" scope="col">Machine</th>
        <th role="columnheader" scope="col">Labels</th>
        <th role="columnheader" scope="col" class="number">Models</th>
        <th role="columnheader" scope="col" class="number">Loaded</th>
        <th role="columnheader" scope="col">Ollama</th>
        ${this.sortable("lastSeen", "Last contact", "number")}
      </tr></thead>
      <tbody role="rowgroup">${repeat(this.list.items, this.keyOf, (client) =>
        clientRow(client, this.gone.has(client.clientId)))}</tbody>
    </table></div>`;
  }

  /** A column head that sorts by its key, and backwards when that is how it is sorted already. */
  sortable(key, label, kind = "") {
    const sort = this.params.sort ?? "status";
    const order = sort === key ? "ascending" : sort === `-${key}` ? "descending" : "none";
    const next = order === "ascending" ? `-${key}` : key;
    return html`<th role="columnheader" scope="col" class=${kind} aria-sort=${order}>
      <a href=${this.with({ sort: next === "status" ? undefined : next })}>${label}</a></th>`;
  }
}

customElements.define("obt-clients-page", ClientsPage);
