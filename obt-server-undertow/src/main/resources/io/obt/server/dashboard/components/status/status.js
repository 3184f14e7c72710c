import { html, nothing, svg } from "lit";
import { Component } from "../component.js";
import "../age/age.js";

/** The states of clients, models and changes: each has its own shape and word besides its colour. */
const STATES = {
  ONLINE: { word: "Online", shape: svg`<circle cx="8" cy="8" r="5.5" fill="currentColor"/>` },
  DEGRADED: { word: "Degraded", shape: svg`<path d="M8 1.8 15 14H1z" fill="currentColor"/>` },
  STALE: {
    word: "No contact",
    shape: svg`<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="2"
      stroke-dasharray="3.2 2.56"/>`,
  },
  OFFLINE: { word: "Offline", shape: svg`<rect x="2.5" y="2.5" width="11" height="11" rx="1" fill="currentColor"/>` },
  LEFT: { word: "Left", shape: svg`<path d="M2.5 8h11" stroke="currentColor" stroke-width="2.5"/>` },
  DONE: { word: "Done", shape: svg`<circle cx="8" cy="8" r="5.5" fill="currentColor"/>` },
  REFUSED: { word: "Refused", shape: svg`<path d="M2.5 8h11" stroke="currentColor" stroke-width="2.5"/>` },
  FAILED: { word: "Failed", shape: svg`<path d="m3 3 10 10M13 3 3 13" stroke="currentColor" stroke-width="2.5"/>` },
  DRIFT: {
    word: "Drift",
    shape: svg`<path d="M2 5h9M8.5 1.5 12 5 8.5 8.5M14 11H5m2.5-3.5L4 11l3.5 3.5" fill="none" stroke="currentColor"
      stroke-width="2"/>`,
  },
};

export const wordOf = (status) => STATES[status]?.word ?? status;

/** The state's shape alone, in the state's colour; the word has to stand beside it. */
export function icon(status) {
  const shape = STATES[status]?.shape ?? nothing;
  return html`<svg class="state-icon" data-status=${status} viewBox="0 0 16 16" aria-hidden="true">${shape}</svg>`;
}

/** A state: shape, word, colour, and for how long it has been so. */
class Status extends Component {
  static properties = { status: {}, since: {} };

  render() {
    const age = this.since ? html`<obt-age .at=${this.since}></obt-age>` : nothing;
    const word = html`<span class="state-word" data-status=${this.status}>${wordOf(this.status)}</span>`;
    return html`${icon(this.status)}${word}${age}`;
  }
}

customElements.define("obt-status", Status);
