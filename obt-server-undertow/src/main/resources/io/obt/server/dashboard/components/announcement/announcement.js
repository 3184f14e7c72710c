import { html } from "lit";
import { Component } from "../component.js";

const GAP_MILLIS = 10_000;

/** Says a text to who listens instead of looking, at most each ten seconds: what changed in between is said once. */
class Announcement extends Component {
  static properties = { text: {} };

  render() {
    const wait = (this.saidAt ?? -Infinity) + GAP_MILLIS - performance.now();
    clearTimeout(this.timer);
    if (this.text !== this.said && wait > 0) {
      this.timer = setTimeout(() => this.requestUpdate(), wait);
    } else if (this.text !== this.said) {
      this.said = this.text;
      this.saidAt = performance.now();
    }
    return html`<span class="visually-hidden" role="status">${this.said}</span>`;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }
}

customElements.define("obt-announcement", Announcement);
