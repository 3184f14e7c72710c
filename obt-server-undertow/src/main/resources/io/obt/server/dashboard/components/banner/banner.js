import { html, nothing } from "lit";
import { count, timeOfDay } from "../../lib/format.js";
import { href } from "../../lib/route.js";
import { Component } from "../component.js";

/** What concerns the whole page, in plain words and only when it is so: demo, new version, store away, contact lost. */
class Banners extends Component {
  static properties = { fleet: { attribute: false }, firstVersion: { state: true } };

  willUpdate() {
    this.firstVersion ??= this.fleet?.server.version;
  }

  render() {
    if (!this.fleet) {
      return nothing;
    }
    const { server, store, contactLost, clients } = this.fleet;
    return html`
      ${server.demo ? html`<p class="demo"><strong>DEMO:</strong> simulated clients; nothing here is real</p>` : nothing}
      ${server.version === this.firstVersion ? nothing : banner("info", html`<strong>The server is now version ${server.version}.</strong>
        This page is still the one of ${this.firstVersion}: reload it.`)}
      ${store.available ? nothing : banner("bad", html`<strong>The store cannot be reached.</strong> ${store.detail ?? nothing}
        Clients keep reporting, and what is shown is current; new clients have to wait.`)}
      ${contactLost ? banner("bad", html`<strong>Lost contact with ${count(contactLost.clients)} of ${count(clients.total)} clients
        at ${timeOfDay(contactLost.since)}.</strong> Probably the network. Nobody was marked offline.
        <a href=${href("clients", { status: "stale" })}>See which</a>`) : nothing}
    `;
  }
}

const banner = (tone, text) => html`<div class="banner" data-tone=${tone}><p>${text}</p></div>`;

customElements.define("obt-banners", Banners);
