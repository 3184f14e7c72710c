import { html, nothing } from "lit";
import { ORIGIN } from "../../lib/api.js";
import { exactTime, plural } from "../../lib/format.js";
import "../command/command.js";
import { Component } from "../component.js";
import { skeleton } from "../notice/notice.js";
import "./arrivals.js";
import { FORMS } from "./forms.js";

const LOCAL = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * How a machine with Ollama becomes a client: what to do there, with a join token in it where the server wants
 * one, and a line that waits for it with the reader. The token is nowhere but here, and gone with the page.
 */
class Connect extends Component {
  static properties = {
    store: { attribute: false },
    session: { attribute: false },
    events: { attribute: false },
    form: { state: true },
    token: { state: true },
    said: { state: true },
  };

  constructor() {
    super();
    this.form = Object.keys(FORMS)[0];
  }

  render() {
    if (!this.session) {
      return skeleton;
    }
    const { tokens, role } = this.session;
    if (tokens && role !== "ADMIN") {
      return html`<p>A machine joins by a token, and those are made by admins. Ask one for the command to run on it. On the
        server's own machine it is <code>obt token create --name NAME --role join</code>.</p>${this.arrivals()}`;
    }
    return html`
      ${!tokens || this.token ? this.command() : this.offer()}
      ${this.token ? this.terms() : nothing}
      <p role="alert">${this.said}</p>
      ${!tokens || this.token ? this.arrivals() : nothing}
    `;
  }

  offer() {
    return html`<p>A machine joins by a token, which its agent exchanges once for a credential of its own.</p>
      <p><button type="button" class="button" @click=${this.make}>Make a join token</button></p>`;
  }

  command() {
    const server = ORIGIN || location.origin;
    const steps = FORMS[this.form](server, this.token?.secret, this.store.fleet?.server.version);
    return html`
      <div class="segments" role="group" aria-label="Form of the command">${Object.keys(FORMS).map((form) => html`<button
        type="button" aria-pressed=${form === this.form} @click=${() => (this.form = form)}>${form}</button>`)}</div>
      ${steps.map(({ says, text }) => html`<p>${says}</p><obt-command .command=${text}></obt-command>`)}
      ${server.startsWith("https:") ? TRUST : nothing}
      ${LOCAL.has(new URL(server).hostname)
        ? html`<p class="muted">That is for this very machine. Others need its network name or address in place of
          <code>${new URL(server).hostname}</code>.</p>`
        : nothing}
    `;
  }

  terms() {
    const { usesLeft, expiresAt } = this.token;
    return html`<p>The token in it is shown only now. It lets ${plural(usesLeft, "machine")} join, until
      <time datetime=${expiresAt}>${exactTime(expiresAt)}</time>.
      <button type="button" class="button" @click=${this.revoke}>Revoke it</button></p>`;
  }

  arrivals() {
    return html`<obt-arrivals .store=${this.store} .session=${this.session} .events=${this.events}></obt-arrivals>`;
  }

  make() {
    return this.change("POST", "tokens", { name: "made in the dashboard", role: "JOIN" }, "");
  }

  revoke() {
    return this.change("DELETE", `tokens/${this.token.id}`, undefined, "The token is revoked: nobody joins by it any more.");
  }

  async change(method, path, body, said) {
    try {
      this.token = await this.store.change(method, path, body);
      this.said = said;
    } catch (error) {
      this.said = error.message;
    }
  }
}

const TRUST = html`<p>This server speaks TLS. If its certificate is its own (<code>--tls-self-signed</code>), agents also need
  <code>OBT_SERVER_FINGERPRINT</code> (<code>--fingerprint</code>): the server prints it at its start. If an authority of yours
  vouches for it: <code>OBT_CA_FILE</code> (<code>--ca-file</code>).</p>`;

customElements.define("obt-connect", Connect);
