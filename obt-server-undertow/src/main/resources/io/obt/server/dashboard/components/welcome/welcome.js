import { html } from "lit";
import { Component } from "../component.js";
import "../connect/connect.js";

/** The first run: how the first client comes, and where to look around without one. */
class Welcome extends Component {
  static properties = { store: { attribute: false }, session: { attribute: false } };

  render() {
    return html`
      <h2>No client yet</h2>
      <obt-connect .store=${this.store} .session=${this.session}></obt-connect>
      <p class="muted">No Ollama at hand? <code>./obt demo</code> shows a simulated fleet.</p>
    `;
  }
}

customElements.define("obt-welcome", Welcome);
