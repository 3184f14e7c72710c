import { html, svg } from "lit";
import { remember, remembered } from "../../lib/memory.js";
import { Component } from "../component.js";

const NAMES = { "": "automatic", light: "light", dark: "dark" };
const SHAPES = {
  "": svg`<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="2"/><path d="M8 2a6 6 0 0 1 0 12z"
    fill="currentColor"/>`,
  light: svg`<circle cx="8" cy="8" r="3.5" fill="currentColor"/><path d="M8 0v2.5M8 13.5V16M0 8h2.5M13.5 8H16"
    stroke="currentColor" stroke-width="2"/>`,
  dark: svg`<path d="M6 2a6.2 6.2 0 1 0 8 8A7 7 0 0 1 6 2z" fill="currentColor"/>`,
};

/** In the header: light, dark, or as the system is; each click the next of them. */
class Theme extends Component {
  render() {
    const { theme } = this;
    return html`<button type="button" class="button" aria-label=${`Theme: ${NAMES[theme]}`} title=${`Theme: ${NAMES[theme]}`}
      @click=${this.turn}><svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">${SHAPES[theme]}</svg></button>`;
  }

  get theme() {
    const wish = remembered("theme");
    return Object.hasOwn(NAMES, wish) ? wish : "";
  }

  turn() {
    const names = Object.keys(NAMES);
    const next = names[(names.indexOf(this.theme) + 1) % names.length];
    remember("theme", next);
    document.documentElement.dataset.theme = next;
    this.requestUpdate();
  }
}

customElements.define("obt-theme", Theme);
