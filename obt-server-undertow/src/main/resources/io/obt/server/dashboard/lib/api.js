const TIMEOUT_MILLIS = 8_000;

/** How a proxy says that nobody is behind it, and a server that it is closing. */
const NOBODY_THERE = new Set([502, 503, 504]);

const ORIGIN = document.querySelector("meta[name=obt-api]")?.content ?? "";

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
export async function read(path, signal) {
  const response = await fetch(urlOf(path), {
    // A list's ETag does not cover lastSeen: a 304 would show contacts older than they are.
    cache: "no-store",
    headers: { Accept: "application/json" },
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MILLIS)]),
  });
  if (NOBODY_THERE.has(response.status)) {
    throw new Error(`${response.status} ${response.statusText}`);
  }
  if (!response.ok) {
    throw new ApiProblem(response.status, await detailOf(response));
  }
  return response.json();
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
