import { html } from "lit";
import { copyText } from "../../lib/copy.js";
import { Component } from "../component.js";

const SAID_MILLIS = 2_000;

/** A command to run elsewhere, with a button that copies it. */
class Command extends Component {
  static properties = { command: {}, copied: { state: true } };

  render() {
    return html`
      <code>${this.command}</code>
      <button type="button" class="button" @click=${this.copy}>${this.copied ? "Copied" : "Copy"}</button>
      <span class="visually-hidden" role="status">${this.copied ? "Copied" : ""}</span>
    `;
  }

  async copy() {
    this.copied = await copyText(this.command, this.querySelector("code"));
    setTimeout(() => (this.copied = false), SAID_MILLIS);
  }
}

customElements.define("obt-command", Command);
