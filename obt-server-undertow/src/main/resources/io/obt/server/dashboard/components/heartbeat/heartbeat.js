import { html, svg } from "lit";
import { heightOf, runs, summary } from "../../lib/history.js";

const HEIGHT = 16;
const SLOT = 2;

/** The last day of a client in half hours, as one small picture that reads as a sentence. */
export function heartbeat(history) {
  const words = summary(history);
  return html`<svg class="heartbeat" role="img" aria-label=${words} viewBox=${`0 0 ${history.length * SLOT} ${HEIGHT}`}
    preserveAspectRatio="none"><title>${words}</title>${bars(history)}</svg>`;
}

// One path a state and not a shape a slot: a page has a hundred of these.
function bars(history) {
  const paths = new Map();
  for (const { status, from, to } of runs(history)) {
    const height = (HEIGHT * heightOf(status)) / 100;
    const path = status === "NOT_LISTENING" ? outline(from, to) : block(from, to, height);
    paths.set(status, (paths.get(status) ?? "") + path);
  }
  return [...paths].map(([status, path]) => svg`<path data-status=${status} d=${path}/>`);
}

const block = (from, to, height) =>
  height === 0 ? "" : `M${from * SLOT} ${HEIGHT - height}h${(to - from) * SLOT}v${height}h${(from - to) * SLOT}z`;

// Hatched where there is room; here two lines, at the top and the bottom.
function outline(from, to) {
  const width = (to - from) * SLOT;
  const line = (y) => `M${from * SLOT} ${y}h${width}v2h${-width}z`;
  return line(0) + line(HEIGHT - 2);
}
