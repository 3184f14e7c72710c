const TIMEOUT_MILLIS = 8_000;

/** How a proxy says that nobody is behind it, and a server that it is closing. */
const NOBODY_THERE = new Set([502, 503, 504]);

/** The origin of the API where that is another server than the page's own, else empty. */
export const ORIGIN = document.querySelector("meta[name=obt-api]")?.content ?? "";

/** Where a call of the API is, on whichever server it is. */
export function urlOf(path) {
  return `${ORIGIN}/api/v1/${path}`;
}

/** The server answered, but not with what was asked for: `message` is the problem's own detail. */
export class ApiProblem extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * Reads `/api/v1/<path>`. Throws ApiProblem for an answer that is an error; anything else that is thrown means that
 * the server could not be reached in time.
 */
export async function read(path, signal = new AbortController().signal) {
  const response = await fetch(urlOf(path), {
    // A list's ETag does not cover lastSeen: a 304 would show contacts older than they are.
    cache: "no-store",
    headers: { Accept: "application/json" },
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MILLIS)]),
  });
  if (NOBODY_THERE.has(response.status)) {
    throw new Error(`${response.status} ${response.statusText}`);
  }
  return answerOf(response);
}

/** Reads all of the list at `/api/v1/<path>` that `query` asks for, page after page. */
export async function readPages(path, query) {
  const items = [];
  let cursor = "";
  do {
    const page = await read(`${path}?${new URLSearchParams([...new URLSearchParams(query), ["limit", 1_000],
      ...(cursor ? [["cursor", cursor]] : [])])}`);
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return items;
}

/**
 * Changes something at `/api/v1/<path>`. Throws ApiProblem for whatever keeps it from being done, in words for who asked
 * for it; with the status 0 when the server could not be reached.
 */
export async function write(method, path, body) {
  let response;
  try {
    response = await fetch(urlOf(path), {
      method,
      headers: { Accept: "application/json", ...(body && { "Content-Type": "application/json" }) },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MILLIS),
    });
  } catch {
    throw new ApiProblem(0, "The server does not answer. Is it running? Try again.");
  }
  return answerOf(response);
}

async function answerOf(response) {
  if (!response.ok) {
    throw new ApiProblem(response.status, await detailOf(response));
  }
  return response.status === 204 ? undefined : response.json();
}

async function detailOf(response) {
  const fallback = `The server answered ${response.status} ${response.statusText}`.trim();
  try {
    const problem = await response.json();
    return String(problem.detail ?? problem.title ?? fallback);
  } catch {
    return fallback;
  }
}
