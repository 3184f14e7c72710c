import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { count } from "../../lib/format.js";
import { href, queryOfClients } from "../../lib/route.js";
import { Selection } from "../../lib/selection.js";
import "../facets/facets.js";
import { ListPage } from "../list-page.js";
import "../selection/selection.js";
import { icon, wordOf } from "../status/status.js";
import { clientRow } from "./client-row.js";

const STATUSES = ["ONLINE", "DEGRADED", "STALE", "OFFLINE", "LEFT"];

/** Every client, problems first, a hundred at a time; searched, filtered and sorted by the server, chosen by the reader. */
class ClientsPage extends ListPage {
  static properties = { facets: { attribute: false } };

  page = "clients";
  unit = "client";
  heading = "Clients";
  hint = "Name, label or host";
  usualSort = "status";
  selection = new Selection();

  keyOf = ({ clientId }) => clientId;

  willUpdate(changed) {
    super.willUpdate(changed);
    // A selection that is too long for the address stays until another comes from there.
    const isInAddress = changed.get("params")?.selected !== undefined;
    if (changed.has("params") && (this.params.selected || isInAddress)) {
      this.selection = Selection.parse(this.params.selected);
    }
  }

  get place() {
    return { ...this.params, selected: this.selection.param };
  }

  // All that match are others under other filters: nobody has chosen those.
  with(params) {
    const widens = this.selection.all && queryOfClients({ ...this.params, ...params }) !== queryOfClients(this.params);
    return super.with(widens ? { ...params, selected: undefined } : params);
  }

  // The address follows without a step in the history, and without asking for the same list again.
  choose(selection) {
    this.selection = selection;
    this.params.selected = selection.param;
    history.replaceState(null, "", href(this.page, this.params));
    this.requestUpdate();
  }

  toggle(id, shown) {
    this.choose(this.selection.with([id], !this.selection.has(id), shown));
  }

  filters() {
    return html`
      <nav class="segments" aria-label="Status">${this.segment()}${STATUSES.map((status) => this.segment(status))}</nav>
      ${this.chip("model", "has")}${this.chip("label", "label")}${this.chip("ollamaVersion", "Ollama")}
      ${this.chip("gpu", "GPU")}
    `;
  }

  /** The clients of one status, or of all, with how many of them the other filters match. */
  segment(status) {
    const n = status ? this.ofStatus(status) : this.matching;
    const asked = this.params.status ?? [];
    const current = status ? asked.length === 1 && asked[0].toUpperCase() === status : asked.length === 0;
    if (status === "LEFT" && !n && !current) {
      return nothing;
    }
    return html`<a href=${this.with({ status: status && [status.toLowerCase()] })} aria-current=${current ? "true" : nothing}>
      ${status ? icon(status) : nothing}${status ? wordOf(status) : "All"}
      <span class="muted">${n === undefined ? "" : count(n)}</span></a>`;
  }

  get statuses() {
    return this.facets?.facets.find(({ name }) => name === "status")?.values;
  }

  ofStatus(status) {
    return this.statuses && (this.statuses.find(({ value }) => value === status)?.count ?? 0);
  }

  /** How many the filters match in any status. */
  get matching() {
    return this.statuses?.reduce((sum, each) => sum + each.count, 0);
  }

  nothingFound() {
    const { q, status, model, label, ollamaVersion, gpu } = this.params;
    const asked = [
      q && `“${q}”`,
      status && `status ${status.join(" or ")}`,
      model && `model ${model}`,
      label && `label ${label.join(" and ")}`,
      ollamaVersion && `Ollama ${ollamaVersion}`,
      gpu && `GPU ${gpu}`,
    ];
    return this.nothingMatches(this.fleet.clients.total, asked);
  }

  body() {
    if (!this.list || this.isFirstRun()) {
      return super.body();
    }
    const ids = this.list.items.map(this.keyOf);
    return html`<div class="faceted">
      <obt-facets .facets=${this.facets} .params=${this.params} @narrow=${this.narrow}></obt-facets>
      <div>${this.hidden()}${super.body()}${this.selection.isEmpty ? nothing : html`<obt-selection .store=${this.store}
        .session=${this.session} .selection=${this.selection} .query=${queryOfClients(this.params)}
        .total=${this.list.total} .shown=${ids} @choose=${({ detail }) => this.choose(detail)}></obt-selection>`}</div>
    </div>`;
  }

  narrow({ detail }) {
    location.hash = this.with(detail);
  }

  /** Says how many clients the filters leave out, and of a filter by status which. */
  hidden() {
    const hidden = this.fleet.clients.total - this.list.total;
    if (hidden <= 0 || this.list.items.length === 0) {
      return nothing;
    }
    const asked = (this.params.status ?? []).map((each) => each.toUpperCase());
    const others = asked.length === 0 ? [] : (this.statuses ?? []).filter(({ value }) => !asked.includes(value));
    const which = others.map(({ value, count: n }) => `${count(n)} ${wordOf(value).toLowerCase()}`).join(", ");
    return html`<p class="hidden muted">${count(hidden)} hidden by the filters${which ? `, of them ${which}` : ""}.
      <a href=${href(this.page, { sort: this.params.sort })}>Show them</a></p>`;
  }

  table() {
    const ids = this.list.items.map(this.keyOf);
    const chosen = ids.filter((id) => this.selection.has(id)).length;
    return html`<div class="scroll"><table class="clients" role="table">
      <caption class="visually-hidden">Clients with their state, models and last contact</caption>
      <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col" class="choose"><input type="checkbox" aria-label="Select all on this page"
          .checked=${chosen === ids.length} .indeterminate=${chosen > 0 && chosen < ids.length}
          @change=${({ target }) => this.choose(this.selection.with(ids, target.checked, ids))}></th>
        ${this.sortable("status", "Status")}
        ${this.sortable("clientId", "Client")}
        <th role="columnheader" scope="col">Last 24 h</th>
        <th role="columnheader" scope="col">Machine</th>
        <th role="columnheader" scope="col">Labels</th>
        <th role="columnheader" scope="col" class="number">Models</th>
        <th role="columnheader" scope="col" class="number">Loaded</th>
        <th role="columnheader" scope="col">Ollama</th>
        ${this.sortable("lastSeen", "Last contact", "number")}
        <th role="columnheader" scope="col">Agent</th>
      </tr></thead>
      <tbody role="rowgroup" @row-select=${({ target }) => this.toggle(target.dataset.client, ids)}>${repeat(this.list.items, this.keyOf, (client) => clientRow(client, {
        gone: this.gone.has(client.clientId),
        chosen: this.selection.has(client.clientId),
        choose: (isIn) => this.choose(this.selection.with([client.clientId], isIn, ids)),
      }))}</tbody>
    </table></div>`;
  }
}

customElements.define("obt-clients-page", ClientsPage);
