import { html, nothing } from "lit";
import { count, timeOfDay } from "../../lib/format.js";
import { href } from "../../lib/route.js";
import { Component } from "../component.js";

/** What concerns the whole page, in plain words and only when it is so: demo, no protection, new version, store away, contact lost. */
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
      ${server.demo ? DEMO : nothing}
      ${server.insecure ? INSECURE : nothing}
      ${server.version === this.firstVersion ? nothing : newVersion(server.version, this.firstVersion)}
      ${store.available ? nothing : storeAway(store)}
      ${contactLost ? lost(contactLost, clients) : nothing}
    `;
  }
}

const DEMO = html`<p class="demo"><strong>DEMO:</strong> simulated clients; nothing here is real</p>`;

const INSECURE = html`<p class="insecure"><strong>Anyone who reaches this server can use it.</strong> Start it without
  <code>--insecure</code>, and it asks for tokens.</p>`;

const banner = (tone, text) => html`<div class="banner" data-tone=${tone}><p>${text}</p></div>`;

const newVersion = (now, before) => banner("info", html`<strong>The server is now version ${now}.</strong>
  This page is still the one of ${before}: reload it.`);

const storeAway = ({ detail, since }) => banner("bad", html`<strong>The store keeps nothing${
  since ? ` since ${timeOfDay(since)}` : nothing}.</strong> ${detail ? `${detail}.` : nothing}
  Clients keep reporting, and what is shown is current; new clients have to wait.`);

const lost = ({ clients, since }, { total }) => banner("bad", html`<strong>Lost contact with ${count(clients)} of
  ${count(total)} clients at ${timeOfDay(since)}.</strong> Probably the network. Nobody was marked offline.
  <a href=${href("clients", { status: "stale" })}>See which</a>`);

customElements.define("obt-banners", Banners);
