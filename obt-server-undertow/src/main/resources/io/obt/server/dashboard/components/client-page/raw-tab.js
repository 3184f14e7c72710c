import { html } from "lit";
import { Component } from "../component.js";
import "../copy/copy.js";

/** An answer of the API as it is, with a button that copies it. */
class Raw extends Component {
  static properties = { value: { attribute: false } };

  render() {
    return html`
      <p><obt-copy .text=${() => this.json}></obt-copy></p>
      <pre class="raw" tabindex="0" role="region" aria-label="JSON of this client"><code>${this.json}</code></pre>
    `;
  }

  get json() {
    return JSON.stringify(this.value, null, 2);
  }
}

customElements.define("obt-raw", Raw);
