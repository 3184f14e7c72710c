/**
 * The rows of `latest` in the order in which `shown` has them, so that nothing moves under a pointer: each as it is now,
 * those that are gone as they last were, new ones not yet. `changes` is how many rows would come, go or move if the order
 * were that of `latest`.
 */
export function steady(shown, latest, keyOf) {
  const now = new Map(latest.map((item) => [keyOf(item), item]));
  const before = new Set(shown.map(keyOf));
  const items = shown.map((item) => now.get(keyOf(item)) ?? item);
  const gone = new Set([...before].filter((key) => !now.has(key)));
  const come = latest.filter((item) => !before.has(keyOf(item))).length;
  const places = new Map([...now.keys()].map((key, i) => [key, i]));
  const kept = [...before].filter((key) => now.has(key)).map((key) => places.get(key));
  // On a page of a long list, what comes pushes as many off its end: that is one change each.
  return { items, gone, changes: Math.max(come, gone.size) + kept.length - longestRise(kept) };
}

/** How many of these can stay where they are: the length of the longest rising subsequence. */
function longestRise(places) {
  const ends = [];
  for (const place of places) {
    const i = ends.findIndex((end) => end > place);
    ends[i < 0 ? ends.length : i] = place;
  }
  return ends.length;
}
