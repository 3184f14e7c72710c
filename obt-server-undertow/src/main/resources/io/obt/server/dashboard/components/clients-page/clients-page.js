import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { count } from "../../lib/format.js";
import { href } from "../../lib/route.js";
import { Component } from "../component.js";
import { skeleton } from "../notice/notice.js";
import "../pager/pager.js";
import "../search/search.js";
import { icon, wordOf } from "../status/status.js";
import { clientRow } from "./client-row.js";

const STATUSES = ["ONLINE", "DEGRADED", "STALE", "OFFLINE", "LEFT"];

/** Every client, problems first, a hundred at a time; searched, filtered and sorted by the server. */
class ClientsPage extends Component {
  static properties = {
    fleet: { attribute: false },
    list: { attribute: false },
    params: { attribute: false },
    problem: { attribute: false },
  };

  render() {
    return html`
      <div class="head"><h1 tabindex="-1">Clients</h1>
        ${this.list ? html`<obt-pager page="clients" unit="client" .params=${this.params} .list=${this.list}></obt-pager>` : nothing}
      </div>
      <div class="tools">
        <obt-search label="Search clients" hint="Name, label or host" .value=${this.params.q ?? ""} @search=${this.search}></obt-search>
        <nav class="segments" aria-label="Status">${this.segment(undefined)}${STATUSES.map((status) => this.segment(status))}</nav>
        ${this.chip("model", "has")}${this.chip("label", "label")}
      </div>
      ${this.body()}
    `;
  }

  body() {
    if (this.problem) {
      return html`<obt-notice heading="The server did not accept this." .text=${this.problem.message}
        .action=${{ href: href("clients"), label: "Show all clients" }}></obt-notice>`;
    }
    if (!this.list) {
      return skeleton;
    }
    if (this.fleet.clients.total === 0) {
      return html`<obt-welcome></obt-welcome>`;
    }
    return this.list.items.length === 0 ? this.nothingFound() : this.table();
  }

  nothingFound() {
    const { sort, cursor, from, ...filters } = this.params;
    const asked = Object.entries(filters).map(([name, value]) => (name === "q" ? `“${value}”` : `${name} ${value}`));
    const heading = `0 of ${count(this.fleet.clients.total)} clients match ${asked.join(", ")}.`;
    return html`<obt-notice .heading=${heading} .action=${{ href: href("clients"), label: "Clear filter" }}></obt-notice>`;
  }

  table() {
    return html`<div class="scroll"><table class="clients" role="table">
      <caption class="visually-hidden">Clients with their state, models and last contact</caption>
      <thead role="rowgroup"><tr role="row">
        ${this.sortable("status", "Status")}${this.sortable("clientId", "Client")}
        <th role="columnheader" scope="col">Machine</th><th role="columnheader" scope="col">Labels</th>
        <th role="columnheader" scope="col" class="number">Models</th>
        <th role="columnheader" scope="col" class="number">In memory</th>
        <th role="columnheader" scope="col">Ollama</th>${this.sortable("lastSeen", "Last contact", "number")}
      </tr></thead>
      <tbody role="rowgroup">${repeat(this.list.items, ({ clientId }) => clientId, clientRow)}</tbody>
    </table></div>
    <obt-pager quiet page="clients" unit="client" .params=${this.params} .list=${this.list}></obt-pager>`;
  }

  /** A column head that sorts by its key, and backwards when that is how it is sorted already. */
  sortable(key, label, kind = "") {
    const sort = this.params.sort ?? "status";
    const order = sort === key ? "ascending" : sort === `-${key}` ? "descending" : undefined;
    const next = order === "ascending" ? `-${key}` : key;
    return html`<th role="columnheader" scope="col" class=${kind} aria-sort=${order ?? "none"}>
      <a href=${this.with({ sort: next === "status" ? undefined : next })}>${label}</a></th>`;
  }

  segment(status) {
    const key = status?.toLowerCase();
    const n = this.fleet?.clients[key ?? "total"];
    const current = (this.params.status?.toUpperCase() ?? undefined) === status;
    if (status === "LEFT" && !n && !current) {
      return nothing;
    }
    return html`<a href=${this.with({ status: key })} aria-current=${current ? "true" : nothing}>${status ? icon(status) : nothing}${
      status ? wordOf(status) : "All"} <span class="muted">${n === undefined ? "" : count(n)}</span></a>`;
  }

  /** A filter that a link set, with the way to be rid of it. */
  chip(name, word) {
    const value = this.params[name];
    return value ? html`<a class="tag" href=${this.with({ [name]: undefined })} aria-label="Remove the filter ${word} ${value}">${word}
      <bdi>${value}</bdi> <span aria-hidden="true">×</span></a>` : nothing;
  }

  /** This view with other parameters, from its first row on. */
  with(params) {
    return href("clients", { ...this.params, cursor: undefined, from: undefined, ...params });
  }

  search({ detail }) {
    history.replaceState(null, "", this.with({ q: detail }));
    dispatchEvent(new HashChangeEvent("hashchange"));
  }
}

customElements.define("obt-clients-page", ClientsPage);
