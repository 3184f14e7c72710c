import { html, nothing } from "lit";
import { clock } from "../../lib/clock.js";
import { span } from "../../lib/format.js";
import { Component } from "../component.js";
import "../command/command.js";

const PATIENCE_MILLIS = 60_000;
const LOCAL = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** What stands where rows would: nothing matches, the server refused. `action` is `{href, label}`. */
class Notice extends Component {
  static properties = { heading: {}, text: {}, action: { attribute: false } };

  render() {
    return html`
      <p><strong>${this.heading}</strong> ${this.text ?? nothing}</p>
      ${this.action ? html`<a class="button" href=${this.action.href}>${this.action.label}</a>` : nothing}
    `;
  }
}

/** The first run: what to type on a machine with Ollama, and a line that waits with the reader. */
class Welcome extends Component {
  connectedCallback() {
    super.connectedCallback();
    this.shownAt = Date.now();
    this.unsubscribe = clock.subscribe(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.unsubscribe();
  }

  render() {
    const waited = Date.now() - this.shownAt;
    return html`
      <h2>No client yet</h2>
      <p>Run this on a machine with Ollama, in its copy of OBT:</p>
      <obt-command .command=${`OBT_SERVER_URL=${location.origin} ./obt agent`}></obt-command>
      <p class="waiting"><span class="pulse" aria-hidden="true"></span>Waiting for the first heartbeat…
        <span class="muted">${span(waited)}</span></p>
      ${LOCAL.has(location.hostname)
        ? html`<p class="muted">That is for this very machine. Others need its network name or address in place of
          <code>${location.hostname}</code>.</p>`
        : nothing}
      ${waited > PATIENCE_MILLIS
        ? html`<p class="muted">Nothing has arrived yet. The agent's own output says what it tries. Does that machine reach
          this server? Ask there: <code>curl ${location.origin}/healthz</code></p>`
        : nothing}
      <p class="muted">No Ollama at hand? <code>./obt demo</code> shows a simulated fleet.</p>
    `;
  }
}

/** Grey rows of the final height while the first answer is on its way; they appear only when it takes a while. */
export const skeleton = html`
  <div class="skeleton" aria-hidden="true">${Array.from({ length: 6 }, () => html`<div></div>`)}</div>
  <p class="slow muted">Still loading: the server answers slowly.</p>
`;

customElements.define("obt-notice", Notice);
customElements.define("obt-welcome", Welcome);
