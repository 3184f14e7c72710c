import { html, nothing } from "lit";
import { count, plural } from "../lib/format.js";
import { href, PAGE_SIZE } from "../lib/route.js";
import { steady } from "../lib/steady.js";
import { Component } from "./component.js";
import { skeleton } from "./notice/notice.js";
import "./welcome/welcome.js";
import "./pager/pager.js";
import "./search/search.js";

/**
 * What the pages of a list have in common: heading, search, filters, and one of rows, refusal, skeleton or what to do
 * next. A page says its `page`, `unit`, `heading`, `hint` and `keyOf(item)`, and draws `filters()`, `table()` and
 * `nothingFound()` from `list`. That is `latest`, but while someone points at its rows or has the focus among them, they
 * keep their order: what is new waits behind a button, or until the first refresh after. Keys that are no more, but are
 * still shown, are in `gone`.
 */
export class ListPage extends Component {
  static properties = {
    store: { attribute: false },
    session: { attribute: false },
    fleet: { attribute: false },
    latest: { attribute: false },
    params: { attribute: false },
    problem: { attribute: false },
  };

  gone = new Set();
  changes = 0;
  size = PAGE_SIZE;

  willUpdate(changed) {
    // Rows of other parameters are still shown until their own arrive, and then make way at once.
    this.isOutdated ||= changed.has("params");
    if (!changed.has("latest")) {
      return;
    }
    if (this.isOutdated || !this.list || !this.latest || !this.isPointedAt()) {
      this.catchUp();
    } else {
      const { items, gone, changes } = steady(this.list.items, this.latest.items, this.keyOf);
      Object.assign(this, { list: { ...this.latest, items }, gone, changes });
    }
  }

  isPointedAt() {
    return this.querySelector(":is(tbody, .fresh):is(:hover, :focus-within)") !== null;
  }

  /** Shows the latest in its own order. */
  catchUp() {
    Object.assign(this, { list: this.latest, gone: new Set(), changes: 0, isOutdated: false });
    this.requestUpdate();
  }

  /** The way to what waits. It has its place before anything does, so that nothing moves when there is. */
  fresh(words = `${plural(this.changes, "change")}, refresh order`) {
    return html`<button type="button" class="button fresh" ?data-none=${this.changes === 0} @click=${this.catchUp}>
      ${words}</button>`;
  }

  render() {
    return html`
      <div class="head">
        <h1 tabindex="-1">${this.heading}</h1>
        ${this.list ? this.pager(false) : nothing}
      </div>
      <div class="tools">${this.tools()}</div>
      ${this.body()}
    `;
  }

  tools() {
    return html`
      <obt-search label=${`Search ${this.page}`} hint=${this.hint}
        .value=${this.params.q ?? ""} @search=${this.search}></obt-search>
      ${this.filters()}
      ${this.fresh()}
    `;
  }

  body() {
    // What is refused beside the list only lacks there.
    if (this.problem && !this.list) {
      return html`<obt-notice heading="The server did not accept this." .text=${this.problem.message}
        .action=${this.wayOut}></obt-notice>`;
    }
    if (!this.list) {
      return skeleton;
    }
    if (this.isFirstRun()) {
      return html`<obt-welcome .store=${this.store} .session=${this.session}></obt-welcome>`;
    }
    return this.list.items.length === 0 ? this.nothingFound() : html`${this.table()}${this.pager(true)}`;
  }

  /** Where a view leads that the server refused. */
  get wayOut() {
    return { href: href(this.page), label: `Show all ${this.page}` };
  }

  isFirstRun() {
    return this.fleet.clients.total === 0;
  }

  pager(quiet) {
    return html`<obt-pager page=${this.page} unit=${this.unit} ?quiet=${quiet}
      .size=${this.size} .params=${this.place} .list=${this.list}></obt-pager>`;
  }

  /** Says that of `total` nothing matches `asked`, and offers the way out. */
  nothingMatches(total, asked) {
    return html`<obt-notice heading=${`0 of ${count(total)} ${this.page} match ${asked.filter(Boolean).join(", ")}.`}
      .action=${{ href: href(this.page), label: "Clear filter" }}></obt-notice>`;
  }

  /** A filter that is on, once for each of its values, with the way to be rid of it. */
  chip(name, word, draw = (value) => html`<bdi>${value}</bdi>`) {
    const values = [this.params[name] ?? []].flat();
    return values.map((value) => {
      const others = values.filter((each) => each !== value);
      const without = this.with({ [name]: others.length > 0 ? others : undefined });
      return html`<a class="tag" href=${without} aria-label=${`Remove the filter ${word} ${value}`}>${word}
        ${draw(value)} <span aria-hidden="true">×</span></a>`;
    });
  }

  /** This view with other parameters, from its first row on. */
  with(params) {
    return href(this.page, { ...this.place, cursor: undefined, from: undefined, ...params });
  }

  /** What the address says of this view, or will as soon as something leads anywhere. */
  get place() {
    return this.params;
  }

  /** A column head that sorts by its key, `first` so and then the other way round each time. */
  sortable(key, label, kind = "", first = key) {
    const sort = this.params.sort ?? this.usualSort;
    const order = sort === key ? "ascending" : sort === `-${key}` ? "descending" : "none";
    const next = order === "none" ? first : order === "ascending" ? `-${key}` : key;
    return html`<th role="columnheader" scope="col" class=${kind} aria-sort=${order}>
      <a href=${this.with({ sort: next === this.usualSort ? undefined : next })}>${label}</a></th>`;
  }

  // Typing replaces the view in the history: Back leads to where the search began, not to half a word.
  search({ detail }) {
    history.replaceState(null, "", this.with({ q: detail }));
    dispatchEvent(new HashChangeEvent("hashchange"));
  }
}
