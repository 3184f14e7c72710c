import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { count } from "../../lib/format.js";
import { href } from "../../lib/route.js";
import { Component } from "../component.js";
import { skeleton } from "../notice/notice.js";
import "../pager/pager.js";
import "../search/search.js";
import { modelRow } from "./model-row.js";

/** Every model of the fleet: how big, on how many clients, in memory where, and whether all have the same one. */
class ModelsPage extends Component {
  static properties = {
    fleet: { attribute: false },
    list: { attribute: false },
    params: { attribute: false },
    problem: { attribute: false },
  };

  render() {
    const models = this.fleet?.models;
    return html`
      <div class="head"><h1 tabindex="-1">Models</h1>
        ${this.list ? html`<obt-pager page="models" unit="model" .params=${this.params} .list=${this.list}></obt-pager>` : nothing}
      </div>
      <div class="tools">
        <obt-search label="Search models" hint="Model name" .value=${this.params.q ?? ""} @search=${this.search}></obt-search>
        <nav class="segments" aria-label="Which models">
          ${this.segment("All", models?.distinct, {})}${this.segment("In memory", undefined, { loaded: "true" })}
          ${this.segment("Drifting", models?.drifting, { drift: "true" })}
        </nav>
        ${this.chip("client", "on")}${this.chip("family", "family")}
      </div>
      ${this.body()}
    `;
  }

  body() {
    if (this.problem) {
      return html`<obt-notice heading="The server did not accept this." .text=${this.problem.message}
        .action=${{ href: href("models"), label: "Show all models" }}></obt-notice>`;
    }
    if (!this.list) {
      return skeleton;
    }
    if (this.fleet.clients.total === 0) {
      return html`<obt-welcome></obt-welcome>`;
    }
    if (this.fleet.models.distinct === 0) {
      return html`<obt-notice heading="No model on any client yet." text="Get one on a client's machine, for example: ollama pull llama3.2"></obt-notice>`;
    }
    return this.list.items.length === 0 ? this.nothingFound() : this.table();
  }

  nothingFound() {
    const { q, drift, loaded, client, family } = this.params;
    const asked = [q && `“${q}”`, drift && "drifting", loaded && "in memory", client && `on ${client}`, family && `of family ${family}`];
    const heading = `0 of ${count(this.fleet.models.distinct)} models match ${asked.filter(Boolean).join(", ")}.`;
    return html`<obt-notice .heading=${heading} .action=${{ href: href("models"), label: "Clear filter" }}></obt-notice>`;
  }

  table() {
    const { total } = this.fleet.clients;
    return html`<div class="scroll"><table class="models" role="table">
      <caption class="visually-hidden">Models with their size, the clients that have them and their digests</caption>
      <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">Model</th><th role="columnheader" scope="col">Kind</th>
        <th role="columnheader" scope="col" class="number">Size</th><th role="columnheader" scope="col" class="number">Clients</th>
        <th role="columnheader" scope="col" class="number">In memory</th><th role="columnheader" scope="col">Digest</th>
      </tr></thead>
      <tbody role="rowgroup">${repeat(this.list.items, ({ name }) => name, (model) => modelRow(model, total))}</tbody>
    </table></div>
    <obt-pager quiet page="models" unit="model" .params=${this.params} .list=${this.list}></obt-pager>`;
  }

  segment(label, n, filter) {
    const current = this.params.loaded === filter.loaded && this.params.drift === filter.drift;
    return html`<a href=${this.with({ loaded: undefined, drift: undefined, ...filter })} aria-current=${current ? "true" : nothing}>${
      label} <span class="muted">${n === undefined ? "" : count(n)}</span></a>`;
  }

  /** A filter that a link set, with the way to be rid of it. */
  chip(name, word) {
    const value = this.params[name];
    return value ? html`<a class="tag" href=${this.with({ [name]: undefined })} aria-label="Remove the filter ${word} ${value}">${word}
      <bdi>${value}</bdi> <span aria-hidden="true">×</span></a>` : nothing;
  }

  /** This view with other parameters, from its first row on. */
  with(params) {
    return href("models", { ...this.params, cursor: undefined, from: undefined, ...params });
  }

  search({ detail }) {
    history.replaceState(null, "", this.with({ q: detail }));
    dispatchEvent(new HashChangeEvent("hashchange"));
  }
}

customElements.define("obt-models-page", ModelsPage);
