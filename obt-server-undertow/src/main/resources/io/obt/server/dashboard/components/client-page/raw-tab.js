import { html } from "lit";
import { copyText } from "../../lib/copy.js";
import { Component } from "../component.js";

const SAID_MILLIS = 2_000;

/** An answer of the API as it is, with a button that copies it. */
class Raw extends Component {
  static properties = { value: { attribute: false }, copied: { state: true } };

  render() {
    return html`
      <p><button type="button" class="button" @click=${this.copy}>${this.copied ? "Copied" : "Copy"}</button>
        <span class="visually-hidden" role="status">${this.copied ? "Copied" : ""}</span></p>
      <pre class="raw" tabindex="0" role="region" aria-label="JSON of this client"><code>${this.json}</code></pre>
    `;
  }

  get json() {
    return JSON.stringify(this.value, null, 2);
  }

  async copy() {
    this.copied = await copyText(this.json, this.querySelector("code"));
    setTimeout(() => (this.copied = false), SAID_MILLIS);
  }
}

customElements.define("obt-raw", Raw);
