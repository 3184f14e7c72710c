import { html } from "lit";
import { Component } from "../component.js";

const SAID_MILLIS = 2_000;

/** A button that copies what `text` answers, at once or later, and says whether it did. */
class Copy extends Component {
  static properties = { text: { attribute: false }, label: {}, said: { state: true } };

  render() {
    return html`
      <button type="button" class="button" @click=${this.copy}>${this.said ?? this.label ?? "Copy"}</button>
      <span class="visually-hidden" role="status">${this.said}</span>
    `;
  }

  async copy() {
    const text = await Promise.resolve(this.text()).catch(() => undefined);
    this.said = text !== undefined && (await copied(text)) ? "Copied" : "Not copied";
    setTimeout(() => (this.said = undefined), SAID_MILLIS);
  }
}

/** Browsers offer the clipboard to https and localhost only; elsewhere the old way works. */
function copied(text) {
  return navigator.clipboard
    ? navigator.clipboard.writeText(text).then(() => true, () => copiedByHand(text))
    : copiedByHand(text);
}

function copiedByHand(text) {
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  focused?.focus();
  return done;
}

customElements.define("obt-copy", Copy);
