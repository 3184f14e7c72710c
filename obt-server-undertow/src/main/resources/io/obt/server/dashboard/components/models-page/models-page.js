import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { count } from "../../lib/format.js";
import { ListPage } from "../list-page.js";
import { modelRow } from "./model-row.js";

/** Every model of the fleet: how big, on how many clients, loaded where, and whether all have the same one. */
class ModelsPage extends ListPage {
  page = "models";
  unit = "model";
  heading = "Models";
  hint = "Model name";

  keyOf = ({ name }) => name;

  filters() {
    const models = this.fleet?.models;
    return html`
      <nav class="segments" aria-label="Which models">
        ${this.segment("All", models?.distinct, {})}
        ${this.segment("Loaded", undefined, { loaded: "true" })}
        ${this.segment("Drifting", models?.drifting, { drift: "true" })}
      </nav>
      ${this.chip("client", "on")}${this.chip("family", "family")}
    `;
  }

  segment(label, n, filter) {
    const current = this.params.loaded === filter.loaded && this.params.drift === filter.drift;
    const link = this.with({ loaded: undefined, drift: undefined, ...filter });
    return html`<a href=${link} aria-current=${current ? "true" : nothing}>${label}
      <span class="muted">${n === undefined ? "" : count(n)}</span></a>`;
  }

  nothingFound() {
    const { q, drift, loaded, client, family } = this.params;
    if (this.fleet.models.distinct === 0) {
      return html`<obt-notice heading="No model on any client yet."
        text="Get one on a client's machine, for example: ollama pull llama3.2"></obt-notice>`;
    }
    return this.nothingMatches(count(this.fleet.models.distinct), [
      q && `“${q}”`,
      drift && "drifting",
      loaded && "loaded",
      client && `on ${client}`,
      family && `family ${family}`,
    ]);
  }

  table() {
    const { total } = this.fleet.clients;
    return html`<div class="scroll"><table class="models" role="table">
      <caption class="visually-hidden">Models with their size, the clients that have them and their digests</caption>
      <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">Model</th>
        <th role="columnheader" scope="col">Kind</th>
        <th role="columnheader" scope="col" class="number">Size</th>
        <th role="columnheader" scope="col" class="number">Clients</th>
        <th role="columnheader" scope="col" class="number">Loaded</th>
        <th role="columnheader" scope="col">Digest</th>
      </tr></thead>
      <tbody role="rowgroup">${repeat(this.list.items, this.keyOf, (model) =>
        modelRow(model, total, this.gone.has(model.name)))}</tbody>
    </table></div>`;
  }
}

customElements.define("obt-models-page", ModelsPage);
