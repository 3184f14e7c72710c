import { html, nothing } from "lit";
import { homeOf, href, parse } from "../../lib/route.js";
import * as rows from "../../lib/rows.js";
import { Shortcuts } from "../../lib/shortcuts.js";
import { Store } from "../../lib/store.js";
import "../banner/banner.js";
import "../client-page/client-page.js";
import "../clients-page/clients-page.js";
import { Component } from "../component.js";
import "../connect/connect.js";
import "../connection/connection.js";
import "../events-page/audit-page.js";
import "../events-page/events-page.js";
import "../finder/finder.js";
import "../fleet-page/fleet-page.js";
import "../help/help.js";
import "../login/login.js";
import "../models-page/models-page.js";
import "../notice/notice.js";
import "../theme/theme.js";
import "../user/user.js";

/** The pages in the navigation; the first letter of each, after g, leads there. */
const PAGES = { fleet: "Fleet", clients: "Clients", models: "Models", events: "Events" };
const TITLES = { ...PAGES, audit: "Audit", connect: "Connect a client", login: "Log in" };

const LOGO = html`<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
  <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="2.5"/>
  <circle cx="8" cy="8" r="2.25" fill="currentColor"/></svg>`;

/** The frame around every page, and the only one who knows the store: what is below draws what it is given. */
class App extends Component {
  constructor() {
    super();
    this.store = new Store();
    this.store.addEventListener("change", () => this.requestUpdate());
    addEventListener("hashchange", () => this.follow());
    this.follow();
    this.shortcuts = new Shortcuts({
      ...Object.fromEntries(Object.keys(PAGES).map((page) => [`g ${page[0]}`, () => (location.hash = href(page))])),
      "/": () => this.enter("obt-finder input"),
      "j": () => rows.moveBy(1),
      "k": () => rows.moveBy(-1),
      "Enter": rows.open,
      "x": rows.select,
      "?": () => this.querySelector("obt-help").show(),
      "Escape": () => this.leave(),
    });
  }

  /** Puts the focus into a field, if it is there. */
  enter(selector) {
    const field = this.querySelector(selector);
    field?.select();
    return field !== null;
  }

  /** Takes the focus from where it is; the browser may do with the key what it does there. */
  leave() {
    document.activeElement.blur();
    return false;
  }

  /** Goes where the URL's hash points. */
  follow() {
    this.route = parse(location.hash);
    this.store.go(this.route);
    this.requestUpdate();
  }

  render() {
    const { store } = this;
    return html`
      <a class="skip" href="#main" @click=${this.skip}>Skip to content</a>
      <header>
        <a class="brand" href=${href("fleet")} aria-label="OBT, to the fleet">${LOGO}<span>OBT</span></a>
        ${store.locked ? nothing : this.navigation()}
        <obt-theme></obt-theme>
        <obt-help .shortcuts=${this.shortcuts}></obt-help>
        ${store.locked ? nothing : html`<obt-user .store=${store} .session=${store.session}></obt-user>`}
      </header>
      <aside aria-label="Notices">
        <obt-banners .fleet=${store.fleet}></obt-banners>
        <obt-server-lost .store=${store} .phase=${store.phase}></obt-server-lost>
      </aside>
      <main id="main" tabindex="-1" ?data-old=${store.phase === "lost"}>${this.page()}</main>
    `;
  }

  navigation() {
    const { store } = this;
    return html`
      <nav aria-label="Pages">${Object.entries(PAGES).map(([page, label]) => html`<a href=${href(page)}
        aria-current=${page === homeOf(this.route.page) ? "page" : nothing}>${label}</a>`)}</nav>
      <obt-finder .store=${store}></obt-finder>
      <obt-connection-chip .store=${store} .phase=${store.phase}></obt-connection-chip>
    `;
  }

  /** What is shown: the page of the URL, or before it the login. */
  get shown() {
    return this.store.locked ? "login" : this.route.page;
  }

  get title() {
    return this.shown === "client" ? this.route.params.id : (TITLES[this.shown] ?? "Not found");
  }

  page() {
    const { store } = this;
    const { fleet, session, view, events, openedAt, problem } = store;
    const { params } = this.route;
    switch (this.shown) {
      case "login":
        return html`<obt-login .store=${store}></obt-login>`;
      case "fleet":
        return html`<obt-fleet-page .store=${store} .session=${session} .fleet=${fleet} .view=${view}
          .problem=${problem} .events=${events} .openedAt=${openedAt}></obt-fleet-page>`;
      case "clients":
        return html`<obt-clients-page .store=${store} .session=${session} .fleet=${fleet} .latest=${view.list}
          .facets=${view.facets} .params=${params} .problem=${problem}></obt-clients-page>`;
      case "client":
        return html`<obt-client-page .store=${store} .session=${session} .view=${view} .params=${params}
          .problem=${problem}></obt-client-page>`;
      case "models":
        return html`<obt-models-page .store=${store} .session=${session} .fleet=${fleet} .latest=${view.list}
          .view=${view} .params=${params} .problem=${problem}></obt-models-page>`;
      case "events":
        return html`<obt-events-page .session=${session} .latest=${view.list} .params=${params} .problem=${problem}>
          </obt-events-page>`;
      case "audit":
        return html`<obt-audit-page .session=${session} .latest=${view.list} .params=${params} .problem=${problem}>
          </obt-audit-page>`;
      case "connect":
        return html`<div class="head"><h1 tabindex="-1">Connect a client</h1></div>
          <obt-connect .store=${store} .session=${session} .events=${view.list?.items}></obt-connect>`;
      default:
        return html`<h1 tabindex="-1">Not found</h1>
          <obt-notice heading="There is no such page." .action=${{ href: href("fleet"), label: "To the fleet" }}>
          </obt-notice>`;
    }
  }

  // On a new page the reading begins at its heading, as it would after a page load; at the login one can only type.
  async updated() {
    const before = this.shownBefore;
    const now = this.shown;
    this.shownBefore = now;
    document.title = `${this.title} · OBT`;
    if (before !== undefined && before !== now) {
      await this.querySelector("main").firstElementChild.updateComplete;
      (this.querySelector("#token") ?? this.querySelector("h1")).focus();
    }
  }

  skip(event) {
    event.preventDefault();
    this.querySelector("main").focus();
  }
}

customElements.define("obt-app", App);
