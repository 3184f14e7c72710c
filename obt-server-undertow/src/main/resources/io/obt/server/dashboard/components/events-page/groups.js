/**
 * Events of one cause as one: each item is `{key, events}`, where the events of a group stand at the place of the first of
 * them. One alone is no group.
 */
export function grouped(events) {
  const groups = new Map();
  for (const event of events) {
    const key = event.groupId ?? event.id;
    groups.set(key, [...(groups.get(key) ?? []), event]);
  }
  return [...groups].map(([key, members]) => ({ key, events: members }));
}

/** What a group is about: `{type, clients, from, to, detail?}`, by the type that most of it has. */
export function summary(events) {
  const byType = new Map();
  events.forEach(({ type }) => byType.set(type, (byType.get(type) ?? 0) + 1));
  const [[type]] = [...byType].sort(([, a], [, b]) => b - a);
  const times = events.map(({ at }) => at).sort();
  return {
    type,
    clients: new Set(events.map(({ clientId }) => clientId).filter(Boolean)).size,
    from: times[0],
    to: times.at(-1),
    detail: events.find(({ clientId }) => !clientId)?.detail,
  };
}
