const numbers = new Intl.NumberFormat();
const times = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "long" });
const hours = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

export const UNKNOWN = "–";

export const count = (n) => numbers.format(n);

export const plural = (n, one, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;

/** Bytes as Ollama prints them: decimal units, one digit after the point below ten. */
export function bytes(n) {
  if (n === undefined || n === null) {
    return UNKNOWN;
  }
  const units = ["B", "kB", "MB", "GB", "TB", "PB"];
  const power = Math.min(n < 1_000 ? 0 : Math.floor(Math.log10(n) / 3), units.length - 1);
  const value = n / 1_000 ** power;
  return `${power > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ${units[power]}`;
}

/** A span of time in its one largest useful unit: 42 s, 12 min, 3 h, 2 d. */
export function span(millis) {
  const seconds = Math.max(0, Math.floor(millis / 1_000));
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) {
    return `${minutes} min`;
  }
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1_440)} d`;
}

/** Date, time and zone in the words of the browser's language. */
export const exactTime = (at) => times.format(new Date(at));

const minutes = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const days = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });
const moments = new Intl.DateTimeFormat(undefined, {
  day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", second: "2-digit",
});

/** A moment as short as it can be told: the time within the last day or so, else the day. */
export const shortTime = (at, withinADay) => (withinADay ? minutes : days).format(new Date(at));

/** A moment with its day and its second. */
export const moment = (at) => moments.format(new Date(at));

export const timeOfDay = (at) => hours.format(new Date(at));

/** A digest as short as Ollama shows it. */
export const shortDigest = (digest) => (digest ? digest.slice(0, 12) : "unknown");
