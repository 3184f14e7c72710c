import { html, nothing } from "lit";
import { ORIGIN } from "../../lib/api.js";
import { clock } from "../../lib/clock.js";
import { span } from "../../lib/format.js";
import { href } from "../../lib/route.js";
import "../age/age.js";
import { Component } from "../component.js";
import { icon } from "../status/status.js";

const PATIENCE_MILLIS = 60_000;
const ASKED_EVERY_MILLIS = 10_000;
const FIRST_REPORTS = { CLIENT_ONLINE: "ONLINE", CLIENT_DEGRADED: "DEGRADED" };

/**
 * Waits with the reader for the first heartbeat of a client that was not there before, and says which came. `events` are
 * the latest, newest first; without them it only waits.
 */
class Arrivals extends Component {
  static properties = {
    store: { attribute: false },
    session: { attribute: false },
    events: { attribute: false },
    arrived: { state: true },
    tries: { state: true },
  };

  constructor() {
    super();
    this.arrived = [];
    this.asked = new Set();
  }

  connectedCallback() {
    super.connectedCallback();
    this.shownAt = Date.now();
    this.openedAt = clock.now();
    this.unsubscribe = clock.subscribe(() => this.tick());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.unsubscribe();
  }

  get isLate() {
    return Date.now() - this.shownAt > PATIENCE_MILLIS && this.arrived.length === 0;
  }

  tick() {
    this.requestUpdate();
    if (this.isLate && this.session?.role === "ADMIN" && !(Date.now() - this.askedAt < ASKED_EVERY_MILLIS)) {
      this.askedAt = Date.now();
      this.store.joins().then((joins) => (this.tries = joins.filter(({ at }) => Date.parse(at) >= this.openedAt)), () => {});
    }
  }

  willUpdate(changed) {
    if (changed.has("events") && this.events) {
      this.look(this.events);
    }
  }

  look(events) {
    this.since ??= events[0]?.id ?? 0;
    const fresh = events.filter(({ id }) => id > this.since);
    for (const report of fresh.filter(({ type }) => Object.hasOwn(FIRST_REPORTS, type))) {
      const joined = fresh.find(({ id, type, clientId }) =>
        type === "CLIENT_REGISTERED" && clientId === report.clientId && id < report.id);
      if (joined && !this.asked.has(joined.id)) {
        this.asked.add(joined.id);
        this.ask(joined, report);
      }
    }
  }

  async ask(joined, report) {
    const isNew = await this.store.isNew(joined).catch(() => this.asked.delete(joined.id) && false);
    if (isNew) {
      this.arrived = [report, ...this.arrived];
    }
  }

  render() {
    const waited = Date.now() - this.shownAt;
    return html`
      <div role="status">${this.arrived.length > 0
        ? html`<ul class="arrived">${this.arrived.map(arrival)}</ul>`
        : nothing}</div>
      <p class="waiting"><span class="pulse" aria-hidden="true"></span>${this.arrived.length > 0
        ? "Waiting for another…"
        : "Waiting for the first heartbeat…"} <span class="muted">${span(waited)}</span></p>
      ${this.isLate ? this.lateness() : nothing}
    `;
  }

  /** What is wrong, as far as the server saw it; who tried to join is told to admins. */
  lateness() {
    const check = html`Does that machine reach this server? Ask there: <code>curl ${ORIGIN || location.origin}/healthz</code>`;
    return html`<div class="late" role="status">
      <p><strong>Nothing has arrived yet.</strong> The agent's own output says what it tries.</p>
      ${this.tries?.length > 0
        ? html`<ul>${this.tries.map(attempt)}</ul>`
        : html`<p>${this.tries && this.session.tokens
          ? "The server saw nobody join since this page was opened. " : nothing}${check}</p>`}
    </div>`;
  }
}

const attempt = ({ target, from, status }) => html`<li><bdi>${target}</bdi> from <bdi>${from}</bdi> ${status < 300
  ? "joined, and has not reported: its agent's output says why."
  : `was refused (${status}): is its token the one above, and not used up or over?`}</li>`;

const arrival = ({ type, clientId, at, detail }) => html`<li>${icon(FIRST_REPORTS[type])}
  <span><a href=${href("client", { id: clientId })}><bdi>${clientId}</bdi></a> connected <obt-age .at=${at} ago></obt-age>:
  <bdi>${detail}</bdi></span></li>`;

customElements.define("obt-arrivals", Arrivals);
