import { html, nothing } from "lit";
import { href } from "../../lib/route.js";
import { Component } from "../component.js";
import { skeleton } from "../notice/notice.js";
import { stateOf } from "../status/status.js";
import "../timeline/timeline.js";
import { eventsTab } from "./events-tab.js";
import { modelsTab } from "./models-tab.js";
import { overviewTab } from "./overview-tab.js";
import { rawTab } from "./raw-tab.js";

const TABS = { overview: "Overview", timeline: "Timeline", models: "Models", events: "Events", raw: "Raw JSON" };
const WINDOWS = { "1h": "1 h", "24h": "24 h", "7d": "7 d" };
const NOT_FOUND = 404;

/** One client: its name, its state since when and why, and all that is known of it under tabs. */
class ClientPage extends Component {
  static properties = {
    store: { attribute: false },
    session: { attribute: false },
    view: { attribute: false },
    params: { attribute: false },
    problem: { attribute: false },
  };

  render() {
    const { client } = this.view;
    return html`
      <p class="crumbs"><a href=${href("clients")}>All clients</a></p>
      <div class="head">
        <h1 tabindex="-1"><bdi class="clamp">${this.params.id}</bdi></h1>
        ${client ? stateOf(client) : nothing}
      </div>
      ${client ? this.known(client) : this.problem ? this.unknown() : skeleton}
    `;
  }

  known(client) {
    return html`
      <p><bdi class="clamp why" title=${client.statusReason}>${client.statusReason}</bdi></p>
      <nav class="segments tabs" aria-label="About this client">${Object.entries(TABS).map(([tab, label]) => html`<a
        href=${this.at(tab)} aria-current=${tab === this.tab ? "true" : nothing}>${label}</a>`)}</nav>
      <section aria-label=${TABS[this.tab]}>${this.content(client)}</section>
    `;
  }

  get tab() {
    return Object.hasOwn(TABS, this.params.tab ?? "") ? this.params.tab : "overview";
  }

  /** The address of a tab, or of another window of it. */
  at(tab, window) {
    return href("client", { id: this.params.id, tab: tab === "overview" ? undefined : tab, window });
  }

  content(client) {
    switch (this.tab) {
      case "timeline":
        return this.timeline();
      case "models":
        return modelsTab(client);
      case "events":
        return this.orWait(this.view.list, (list) => eventsTab(list, this.params));
      case "raw":
        return rawTab(client);
      default:
        return overviewTab(client);
    }
  }

  timeline() {
    const now = this.params.window ?? "24h";
    return html`
      <nav class="segments windows" aria-label="How far back">${Object.entries(WINDOWS).map(([window, label]) => html`<a
        href=${this.at("timeline", window)} aria-current=${window === now ? "true" : nothing}>${label}</a>`)}</nav>
      ${this.orWait(this.view.timeline, (timeline) => html`<obt-timeline .timeline=${timeline}></obt-timeline>`)}
    `;
  }

  /** What is drawn of an answer; before it is there a skeleton, and where the server refuses it, why. */
  orWait(answer, draw) {
    if (answer) {
      return draw(answer);
    }
    return this.problem
      ? html`<obt-notice heading="The server did not accept this." .text=${this.problem.message}
          .action=${{ href: this.at(this.tab), label: "Back" }}></obt-notice>`
      : skeleton;
  }

  /** Nobody has this name now: never, as far as the events tell, or no more. */
  unknown() {
    const last = (this.view.last ?? this.view.list)?.items[0];
    const forgotten = this.problem.status === NOT_FOUND && last;
    return html`<obt-notice
      heading=${forgotten ? "This client is no longer known." : "The server does not show this client."}
      .text=${this.problem.message} .action=${{ href: href("clients"), label: "Show all clients" }}></obt-notice>
      ${forgotten ? this.wasHere(last) : nothing}`;
  }

  wasHere({ at, detail, clientId }) {
    return html`<p class="last">Last heard of <obt-age .at=${at} ago></obt-age>: <bdi class="clamp">${detail}</bdi>
      <a href=${href("events", { clientId })}>Its events are kept</a>.</p>`;
  }
}

customElements.define("obt-client-page", ClientPage);
