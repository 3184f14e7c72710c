import { ApiProblem, read } from "./api.js";
import { clock } from "./clock.js";
import { Pace } from "./pace.js";
import { requests } from "./route.js";
import { Stream } from "./stream.js";

const EVENTS_KEPT = 8;
const LONGEST_RETRY_MILLIS = 15_000;

/**
 * All that the page knows. The stream says that something changed; what is shown is then fetched again, so that the
 * browser never holds more than one page of rows and never computes what the server knows better.
 */
export class Store extends EventTarget {
  /** The view's answers by name, `undefined` until they are there; `problem` is the server's refusal, in its words. */
  view = {};
  problem = undefined;
  fleet = undefined;
  /** The latest events since the page was opened, newest first. */
  events = [];
  openedAt = Date.now();
  /** When the data was true, and since when it is no longer renewed; both by this browser's clock. */
  dataAt = undefined;
  lostAt = undefined;
  retryAt = undefined;

  #everOpen = false;
  #route = undefined;
  #retries = 0;
  #retryTimer = 0;
  #pace = new Pace((signal) => this.#refresh(signal), { gapMillis: 500, idleMillis: 10_000 });
  #stream = new Stream({
    opened: () => this.#opened(),
    resync: () => this.#pace.soon(),
    event: (event) => this.#remember(event),
    broken: () => this.#pace.now(),
  });

  constructor() {
    super();
    // A hidden page fetches nothing; what it missed it asks for when it is seen again.
    document.addEventListener("visibilitychange", () => this.#route && this.#pace.soon());
  }

  /** Shows another view; its data is loaded at once, and an old page's rows are not shown as the new one's. */
  go(route) {
    if (route.page !== this.#route?.page) {
      this.view = {};
    }
    const first = this.#route === undefined;
    this.#route = route;
    this.problem = undefined;
    if (first) {
      this.#stream.open();
    }
    this.#pace.now();
  }

  /** `connecting` before the first answer, then `live`, `reconnecting` (data fresh, stream away) or `lost`. */
  get phase() {
    if (this.lostAt !== undefined) {
      return "lost";
    }
    if (this.#stream.isOpen) {
      return "live";
    }
    return this.#everOpen ? "reconnecting" : "connecting";
  }

  retryNow() {
    clearTimeout(this.#retryTimer);
    this.retryAt = undefined;
    this.#stream.open();
    this.#pace.now();
  }

  async #refresh(signal) {
    if (document.hidden && this.dataAt !== undefined) {
      return false;
    }
    try {
      const { fleet, ...view } = await readAll({ ...requests(this.#route), fleet: "fleet" }, signal);
      clock.follow(fleet.server.serverTime);
      Object.assign(this, { fleet, view, problem: undefined });
      this.#reached();
    } catch (error) {
      if (signal.aborted) {
        return false;
      }
      if (error instanceof ApiProblem) {
        this.problem = error;
        this.#reached();
      } else {
        this.lostAt ??= Date.now();
        this.#stream.close();
        this.#retryLater();
      }
    }
    this.dispatchEvent(new Event("change"));
    return this.lostAt === undefined;
  }

  #reached() {
    this.dataAt = Date.now();
    this.lostAt = undefined;
    if (this.#stream.isOpen) {
      this.#retries = 0;
    } else if (!this.#stream.isOpening) {
      this.#retryLater();
    }
  }

  #retryLater() {
    if (this.retryAt !== undefined) {
      return;
    }
    const pause = Math.min(LONGEST_RETRY_MILLIS, 1_000 * 2 ** this.#retries) * (0.6 + 0.4 * Math.random());
    this.#retries += 1;
    this.retryAt = Date.now() + pause;
    this.#retryTimer = setTimeout(() => this.retryNow(), pause);
  }

  // What happened before the stream was open was not told: ask once more.
  #opened() {
    this.#everOpen = true;
    this.dispatchEvent(new Event("change"));
    this.#pace.soon();
  }

  // Shown with the refresh that every event brings about, so that a burst of events is one paint.
  #remember(event) {
    this.events = [event, ...this.events].slice(0, EVENTS_KEPT);
    this.#pace.soon();
  }
}

async function readAll(paths, signal) {
  const reading = Object.entries(paths).map(async ([name, path]) => [name, await read(path, signal)]);
  return Object.fromEntries(await Promise.all(reading));
}
