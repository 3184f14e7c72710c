import { html, svg } from "lit";
import { bytes } from "../../lib/format.js";
import { Component } from "../component.js";

const NEARLY_FULL_PERCENT = 90;
const FULL_PERCENT = 95;

/** How much of something is used: a bar with its numbers. Full is no warning, unless it is `alarming`. */
class Meter extends Component {
  static properties = { used: { type: Number }, total: { type: Number }, what: {}, alarming: { type: Boolean } };

  render() {
    const percent = this.total > 0 ? Math.min(100, Math.round((100 * this.used) / this.total)) : 0;
    return html`
      <svg class="meter" data-level=${this.alarming ? level(percent) : "fine"} role="img"
        aria-label=${`${percent} % ${this.what}`}>
        <rect class="whole" width="100%" height="100%" rx="3"/>
        ${svg`<rect class="part" width=${`${percent}%`} height="100%" rx="3"/>`}
      </svg>
      <span>${bytes(this.used)} of ${bytes(this.total)}</span>
    `;
  }
}

function level(percent) {
  if (percent >= FULL_PERCENT) {
    return "full";
  }
  return percent >= NEARLY_FULL_PERCENT ? "nearly" : "fine";
}

customElements.define("obt-meter", Meter);
