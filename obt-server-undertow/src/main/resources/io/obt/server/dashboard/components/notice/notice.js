import { html, nothing } from "lit";
import { Component } from "../component.js";

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

/** Grey rows of the final height while the first answer is on its way; they appear only when it takes a while. */
export const skeleton = html`
  <div class="skeleton" aria-hidden="true">${Array.from({ length: 6 }, () => html`<div></div>`)}</div>
  <p class="slow muted">Still loading: the server answers slowly.</p>
`;

customElements.define("obt-notice", Notice);
