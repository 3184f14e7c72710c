import { html, nothing } from "lit";
import { Component } from "../component.js";

/** In the header, where the server wants tokens: who is logged in, as what, and the way out. */
class User extends Component {
  static properties = { store: { attribute: false }, session: { attribute: false } };

  render() {
    if (!this.session?.tokens) {
      return nothing;
    }
    const { name, role } = this.session;
    return html`
      <bdi class="user" title=${name}>${name}</bdi> <span class="muted">${role.toLowerCase()}</span>
      <button type="button" class="button" @click=${() => this.store.logOut()}>Log out</button>
    `;
  }
}

customElements.define("obt-user", User);
