import { plural, span } from "./format.js";

const SLOT_HOURS = 0.5;

/** The states that the letters of a client's history stand for. */
const STATUS_OF = { O: "ONLINE", D: "DEGRADED", X: "OFFLINE", L: "LEFT", N: "NOT_LISTENING", "-": "UNKNOWN" };

const WORDS = {
  ONLINE: "online",
  DEGRADED: "degraded",
  OFFLINE: "offline",
  LEFT: "left",
  NOT_LISTENING: "the server was not listening for",
  UNKNOWN: "nothing is known of",
};

/** How high a state's bar stands, out of 100, so that it is told without its colour too: the better, the higher. */
const HEIGHTS = { ONLINE: 100, DEGRADED: 65, OFFLINE: 35, LEFT: 12, NOT_LISTENING: 100, UNKNOWN: 0 };

export const heightOf = (status) => HEIGHTS[status] ?? 0;

/** The runs of one state in a history: `{status, from, to}`, counted in slots. */
export function runs(history) {
  const found = [];
  [...history].forEach((letter, i) => {
    const status = STATUS_OF[letter] ?? "UNKNOWN";
    const last = found.at(-1);
    if (last?.status === status) {
      last.to = i + 1;
    } else {
      found.push({ status, from: i, to: i + 1 });
    }
  });
  return found;
}

/** A history in a sentence: "online 23.5 h of the last 24 h, offline 30 min". */
export function summary(history) {
  const slots = totals(runs(history), ({ from, to }) => to - from);
  const [[first, most], ...others] = slots.length > 0 ? slots : [["UNKNOWN", 0]];
  return [
    `${WORDS[first]} ${hours(most)} of the last ${hours(history.length)}`,
    ...others.map(([status, n]) => `${WORDS[status]} ${hours(n)}`),
  ].join(", ");
}

/** How much there is of each state, in the states' own order: `[status, sum]`. */
export function totals(spans, measure) {
  const sums = new Map();
  spans.forEach((each) => sums.set(each.status, (sums.get(each.status) ?? 0) + measure(each)));
  return Object.keys(WORDS).filter((status) => sums.has(status)).map((status) => [status, sums.get(status)]);
}

const hours = (slots) => (slots === 1 ? "30 min" : `${slots * SLOT_HOURS} h`);

/** The length of a span of time in up to two units: "2 h 5 min". */
export function length(millis) {
  const minutes = Math.floor(millis / 60_000);
  if (minutes < 60) {
    return span(millis);
  }
  const whole = Math.floor(minutes / 60);
  const [big, small] = whole < 24
    ? [`${whole} h`, inUnit(minutes % 60, "min")]
    : [plural(Math.floor(whole / 24), "day"), inUnit(whole % 24, "h")];
  return small ? `${big} ${small}` : big;
}

const inUnit = (n, unit) => (n > 0 ? `${n} ${unit}` : "");
