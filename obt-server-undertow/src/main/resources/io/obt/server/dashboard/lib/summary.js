import { count, plural } from "./format.js";
import { href } from "./route.js";

/**
 * What clients can be told of, worst first, with what it means in a sentence. A `status` is counted by the fleet, the rest by
 * what the API lists; `isGrave` where the client does not work.
 */
const TROUBLES = [
  { kind: "OFFLINE", status: "offline", isGrave: true, says: (n) => `${count(n)} offline` },
  { kind: "CONFLICT", isGrave: true, says: (n) => `${count(n)} in conflict` },
  { kind: "DEGRADED", status: "degraded", isGrave: true, says: (n) => `${count(n)} whose Ollama does not answer` },
  { kind: "STALE", status: "stale", isGrave: true, says: (n) => `${count(n)} without contact` },
  { kind: "FLAPPING", says: (n) => `${count(n)} flapping` },
  { kind: "DISK", says: (n) => `${plural(n, "disk")} nearly full` },
];

/** A command is offered for copying only when a shell reads its argument as it stands. */
const SHELL_SAFE = /^[A-Za-z0-9][A-Za-z0-9._:/-]*$/;

/**
 * The fleet's state in one sentence: `{mood?, headline, parts: [{text, href?}]}`, where `needs` is the API's answer of what
 * needs attention. The mood is `good`, or `odd` when the clients work but something is to be looked at, or `bad`; nothing
 * is good while `needs` is not known.
 */
export function sentence({ clients, models, operations }, loadedModels, needs) {
  const { items = [], total = 0 } = needs ?? {};
  const online = { text: `${plural(clients.online, "client")} online`, href: href("clients", { status: "online" }) };
  const troubles = TROUBLES.map((trouble) => {
    const told = items.filter(({ kind }) => kind === trouble.kind);
    return { ...trouble, told, n: Math.max(clients[trouble.status] ?? 0, told.length) };
  }).filter(({ n }) => n > 0);
  const parts = troubles.map(({ status, told, n, says }) => ({ text: says(n), href: whereToSee(status, told) }));
  const drifting = Math.max(models.drifting, items.filter(({ kind }) => kind === "DRIFT").length);
  if (drifting > 0) {
    const text = `${plural(drifting, "model")} with different digests`;
    parts.push({ text, href: href("models", { drift: true }) });
  }
  if (clients.online === 0 && parts.length === 0) {
    const left = { text: `${count(clients.left)} left`, href: href("clients", { status: "left" }) };
    return { mood: "bad", headline: "No client is reporting.", parts: [left] };
  }
  if (parts.length > 0) {
    const mood = troubles.some(({ isGrave }) => isGrave) ? "bad" : "odd";
    return { mood, headline: headline(troubles, drifting, items, total), parts: [...parts, online] };
  }
  if (!needs) {
    return { headline: "What needs attention is not known.", parts: [online] };
  }
  const running = operations.running > 0 ? [{ text: `${plural(operations.running, "operation")} running` }] : [];
  return {
    mood: "good",
    headline: "All good.",
    parts: [
      online,
      { text: plural(models.distinct, "model"), href: href("models") },
      { text: `${count(loadedModels)} loaded`, href: href("models", { loaded: true }) },
      ...running,
    ],
  };
}

/** The list of those in a state, or the one client that something else is told of. */
function whereToSee(status, told) {
  if (status) {
    return href("clients", { status });
  }
  return told.length === 1 ? href("client", { id: told[0].clientId }) : undefined;
}

/** A client that is told of twice is one; where the API's list is cut off, there may be more than it names. */
function headline(troubles, models, items, total) {
  const named = new Set(items.map(({ clientId }) => clientId).filter(Boolean)).size;
  const counted = troubles.filter(({ status }) => status).reduce((sum, { n }) => sum + n, 0);
  const clients = Math.max(named, counted);
  if (clients === 0) {
    return `${plural(models, "model needs", "models need")} a look.`;
  }
  const isLeast = total > items.length && total > counted + models;
  return `${isLeast ? "At least " : ""}${plural(clients, "client needs", "clients need")} attention.`;
}

/** One thing of the API's list of what needs a person, as it is shown: with the page it leads to, and a command to copy. */
export function attention({ kind, clientId, model, since, reason, nextStep }) {
  return {
    key: `${kind} ${clientId ?? model}`,
    status: kind,
    name: clientId ?? model,
    href: clientId ? href("client", { id: clientId }) : href("models", { q: model, open: model }),
    since,
    reason,
    nextStep,
    command: kind === "DRIFT" && SHELL_SAFE.test(model) ? `ollama pull ${model}` : undefined,
  };
}
