import { count, plural } from "./format.js";
import { href } from "./route.js";

/** The clients that are not as they should be, worst first, with what each state means in a sentence. */
const TROUBLES = [
  { status: "offline", says: (n) => `${count(n)} offline` },
  { status: "degraded", says: (n) => `${count(n)} whose Ollama does not answer` },
  { status: "stale", says: (n) => `${count(n)} without contact` },
];

/** A command is offered for copying only when a shell reads its argument as it stands. */
const SHELL_SAFE = /^[A-Za-z0-9][A-Za-z0-9._:/-]*$/;

/**
 * The fleet's state in one sentence: `{mood, headline, parts: [{text, href?}]}`. The mood is `good`, or `odd` when the
 * clients are well but models differ, or `bad`.
 */
export function sentence({ clients, models, operations }, loadedModels) {
  const online = { text: `${plural(clients.online, "client")} online`, href: href("clients", { status: "online" }) };
  const parts = TROUBLES.filter(({ status }) => clients[status] > 0).map(({ status, says }) => ({
    text: says(clients[status]),
    href: href("clients", { status }),
  }));
  if (models.drifting > 0) {
    const text = `${plural(models.drifting, "model")} with different digests`;
    parts.push({ text, href: href("models", { drift: true }) });
  }
  if (clients.online === 0 && parts.length === 0) {
    const left = { text: `${count(clients.left)} left`, href: href("clients", { status: "left" }) };
    return { mood: "bad", headline: "No client is reporting.", parts: [left] };
  }
  if (parts.length > 0) {
    const ill = TROUBLES.reduce((sum, { status }) => sum + clients[status], 0);
    return { mood: ill > 0 ? "bad" : "odd", headline: headline(ill, models.drifting), parts: [...parts, online] };
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

function headline(clients, models) {
  if (clients === 0) {
    return `${plural(models, "model needs", "models need")} a look.`;
  }
  return `${plural(clients, "client needs", "clients need")} attention.`;
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
