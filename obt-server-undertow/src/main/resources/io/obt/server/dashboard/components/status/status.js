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
  CONFLICT: {
    word: "Conflict",
    shape: svg`<g fill="none" stroke="currentColor" stroke-width="2"><circle cx="5.5" cy="8" r="4"/>
      <circle cx="10.5" cy="8" r="4"/></g>`,
  },
  FLAPPING: {
    word: "Flapping",
    shape: svg`<path d="M1 11.5 4.5 4.5 8 11.5l3.5-7 3.5 7" fill="none" stroke="currentColor" stroke-width="2.5"/>`,
  },
  DISK: {
    word: "Disk full",
    shape: svg`<path d="M3 4v8c0 3 10 3 10 0V4c0-3-10-3-10 0zc0 2.5 10 2.5 10 0" fill="none" stroke="currentColor"
      stroke-width="2"/>`,
  },
  NOT_LISTENING: {
    word: "Server not listening",
    shape: svg`<path d="M2 6 6 2M2 12 12 2M6 14 14 6M12 14l2-2" stroke="currentColor" stroke-width="2"/>`,
  },
  UNKNOWN: { word: "Not known", shape: svg`<path d="M3 13h2m2 0h2m2 0h2" stroke="currentColor" stroke-width="2"/>` },
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

/** How a client is, since when, and that it flaps if it does. */
export const stateOf = ({ status, statusSince, flapping }) => html`
  <obt-status .status=${status} .since=${statusSince}></obt-status>
  ${flapping ? html`<obt-status .status=${"FLAPPING"}></obt-status>` : nothing}`;

customElements.define("obt-status", Status);
