import { html, nothing } from "lit";
import { count } from "../../lib/format.js";
import { MODELS_SIZE } from "../../lib/route.js";
import { ListPage } from "../list-page.js";
import { legend } from "./cell.js";
import { groupsLeftOut, keysOf } from "./groups.js";
import { matrixTable } from "./matrix-table.js";

/** Every model against every client: who has it on disk or in memory, how big, and whether all have the same one. */
class ModelsPage extends ListPage {
  static properties = { view: { attribute: false } };

  page = "models";
  unit = "model";
  heading = "Models";
  hint = "Model name or digest";
  usualSort = "name";
  size = MODELS_SIZE;

  keyOf = ({ name }) => name;

  filters() {
    const models = this.fleet?.models;
    return html`
      <nav class="segments" aria-label="Which models">
        ${this.segment("All", models?.distinct, {})}
        ${this.segment("Loaded", undefined, { loaded: "true" })}
        ${this.segment("Drifting", models?.drifting, { drift: "true" })}
        ${this.segment("On one client only", undefined, { single: "true" })}
      </nav>
      ${this.columnChoice()}${this.groupChoice()}
      ${this.chip("client", "on")}${this.chip("family", "family")}${this.chip("label", "clients with")}
    `;
  }

  segment(label, n, filter) {
    const { loaded, drift, single } = this.params;
    const current = loaded === filter.loaded && drift === filter.drift && single === filter.single;
    const link = this.with({ loaded: undefined, drift: undefined, single: undefined, ...filter });
    return html`<a href=${link} aria-current=${current ? "true" : nothing}>${label}
      <span class="muted">${n === undefined ? "" : count(n)}</span></a>`;
  }

  get labels() {
    return this.view.facets?.facets.find(({ name }) => name === "label")?.values ?? [];
  }

  /** Which clients have a column: all, or those of one label. */
  columnChoice() {
    return this.labels.length === 0
      ? nothing
      : this.choice("Which clients", "label", this.params.label?.[0], "All clients", this.labels.map(({ value }) => value));
  }

  /** By what many clients are put together. */
  groupChoice() {
    const { groups, by } = this.list ?? {};
    return groups === undefined || this.labels.length === 0
      ? nothing
      : this.choice("Groups by", "by", this.params.by ?? by, "Groups by …", keysOf(this.labels, by));
  }

  choice(label, name, current, none, values) {
    const all = current === undefined || values.includes(current) ? values : [current, ...values];
    return html`<select class="field" aria-label=${label} @change=${({ target }) => this.narrow({ [name]: target.value })}>
      <option value="" ?selected=${current === undefined}>${none}</option>
      ${all.map((value) => html`<option value=${value} ?selected=${value === current}>${
        name === "by" ? `by ${value}` : value}</option>`)}
    </select>`;
  }

  narrow(params) {
    location.hash = this.with(params);
  }

  nothingFound() {
    const { q, drift, loaded, single, client, family } = this.params;
    if (this.fleet.models.distinct === 0) {
      return html`<obt-notice heading="No model on any client yet."
        text="Get one on a client's machine, for example: ollama pull llama3.2"></obt-notice>`;
    }
    return this.nothingMatches(this.fleet.models.distinct, [
      q && `“${q}”`,
      drift && "drifting",
      loaded && "loaded",
      single && "on one client only",
      client && `on ${client}`,
      family && `family ${family}`,
    ]);
  }

  table() {
    const { open, sort } = this.params;
    return html`
      ${this.list.columns ? legend : nothing}
      ${this.list.moreGroups ? groupsLeftOut(this.list) : nothing}
      ${matrixTable(this.list, {
        total: this.fleet.clients.total,
        gone: this.gone,
        opened: this.view.open?.name === open || !open ? this.view.open : undefined,
        open,
        heads: {
          name: this.sortable("name", "Model"),
          size: this.sortable("sizeBytes", "Size", "number", "-sizeBytes"),
          clients: this.sortable("clientCount", "Clients", "number", "-clientCount"),
          loaded: this.sortable("loadedCount", "Loaded", "number", "-loadedCount"),
        },
        here: (params) => this.with({ cursor: this.params.cursor, from: this.params.from, sort, ...params }),
      })}`;
  }
}

customElements.define("obt-models-page", ModelsPage);
