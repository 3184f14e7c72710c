import { html } from "lit";
import { Component } from "../component.js";
import "../copy/copy.js";

/** A command to run elsewhere, or lines to put there, with a button that copies it. */
class Command extends Component {
  static properties = { command: {} };

  render() {
    return html`<code>${this.command}</code><obt-copy .text=${() => this.command}></obt-copy>`;
  }
}

customElements.define("obt-command", Command);
