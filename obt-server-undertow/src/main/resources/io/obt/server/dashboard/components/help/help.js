import { html } from "lit";
import { Component } from "../component.js";

const SHORTCUTS = [
  ["/", "Search clients and models"],
  ["g f", "Go to Fleet"],
  ["g c", "Go to Clients"],
  ["g m", "Go to Models"],
  ["g e", "Go to Events"],
  ["j", "Next row"],
  ["k", "Previous row"],
  ["Enter", "Open the row"],
  ["x", "Select the row"],
  ["Esc", "Close, or leave where the focus is"],
  ["?", "Show this sheet"],
];

/** The sheet of keys, with the switch that turns the single ones off, and the button that shows it. */
class Help extends Component {
  static properties = { shortcuts: { attribute: false } };

  render() {
    return html`
      <button type="button" class="button" aria-label="Keyboard shortcuts" @click=${this.show}>?</button>
      <dialog aria-labelledby="help">
        <h2 id="help">Keyboard shortcuts</h2>
        <dl>${SHORTCUTS.map(([keys, does]) => html`<div>
          <dt>${keys.split(" ").map((key) => html`<kbd>${key}</kbd> `)}</dt><dd>${does}</dd></div>`)}</dl>
        <label><input type="checkbox" .checked=${this.shortcuts.areOn} @change=${this.toggle}>
          Keys that are single characters do this</label>
        <p><button type="button" class="button" @click=${this.close}>Close</button></p>
      </dialog>
    `;
  }

  show() {
    this.querySelector("dialog").showModal();
  }

  close() {
    this.querySelector("dialog").close();
  }

  toggle({ target }) {
    this.shortcuts.areOn = target.checked;
  }
}

customElements.define("obt-help", Help);
