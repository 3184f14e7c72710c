import { html, nothing } from "lit";
import { clock } from "../../lib/clock.js";
import { span, timeOfDay } from "../../lib/format.js";
import { Component } from "../component.js";

/** From here on the age of the data matters more than the next try. */
const OLD_MILLIS = 30_000;

/** Ticks along, for what counts up or down. */
class Ticking extends Component {
  static properties = { store: { attribute: false }, phase: {} };

  connectedCallback() {
    super.connectedCallback();
    this.unsubscribe = clock.subscribe(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.unsubscribe();
  }

  /** How long until the next try: "4 s", or nothing while it is being tried. */
  get pause() {
    const left = (this.store.retryAt ?? 0) - Date.now();
    return left > 0 ? span(left + 999) : "";
  }
}

/** In the header: is what the page shows live? A click holds it still or goes on, and tries again where there is nothing to hold. */
class ConnectionChip extends Ticking {
  render() {
    const [next, act] = this.next;
    const words = this.words();
    return html`<button type="button" class="chip" data-phase=${this.phase} title=${next}
      aria-label=${`${words}: ${next.toLowerCase()}`} @click=${act}>${words}</button>`;
  }

  /** What a click does, in words and as a function. */
  get next() {
    switch (this.phase) {
      case "lost":
        return ["Try again now", () => this.store.retryNow()];
      case "paused":
        return ["Go on with live updates", () => this.store.resume()];
      default:
        return ["Pause live updates", () => this.store.pause()];
    }
  }

  get age() {
    return Date.now() - (this.store.dataAt ?? this.store.lostAt);
  }

  words() {
    switch (this.phase) {
      case "lost":
        return this.age < OLD_MILLIS ? `reconnecting ${this.pause}` : `data is ${span(this.age)} old`;
      case "reconnecting":
        return `reconnecting ${this.pause}`;
      case "paused":
        return this.age < OLD_MILLIS ? "paused" : `paused, data is ${span(this.age)} old`;
      default:
        return this.phase;
    }
  }
}

/** Over the page while the server is away: since when, when it is tried again, and a button for the impatient. */
class ServerLost extends Ticking {
  render() {
    if (this.phase !== "lost") {
      return nothing;
    }
    const { dataAt, lostAt } = this.store;
    return html`<div class="banner" data-tone="bad">
      <p><strong role="status">No connection to the server since ${timeOfDay(lostAt)}.</strong>
        ${dataAt ? `Showing what was known at ${timeOfDay(dataAt)}.` : nothing}
        Is <code>./obt server</code> running? Trying again ${this.pause ? `in ${this.pause}` : "now"}.</p>
      <button type="button" class="button" @click=${() => this.store.retryNow()}>Retry now</button>
    </div>`;
  }
}

customElements.define("obt-connection-chip", ConnectionChip);
customElements.define("obt-server-lost", ServerLost);
