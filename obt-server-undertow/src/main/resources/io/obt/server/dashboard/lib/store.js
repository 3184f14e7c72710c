import { ApiProblem, read, write } from "./api.js";
import { clock } from "./clock.js";
import { Pace } from "./pace.js";
import { requests } from "./route.js";
import { Stream } from "./stream.js";

const EVENTS_KEPT = 8;
const FOUND = 5;
const SHORTEST_RETRY_MILLIS = 1_000;
const LONGEST_RETRY_MILLIS = 30_000;
const UNAUTHORIZED = 401;
const FRAME = { fleet: "fleet", session: "session" };

/**
 * All that the page knows. The stream says that something changed; what is shown is then fetched again, so that the
 * browser never holds more than one page of rows and never computes what the server knows better.
 */
export class Store extends EventTarget {
  /** The view's answers by name, `undefined` until they are there; `problem` is the server's refusal, in its words. */
  view = {};
  problem = undefined;
  fleet = undefined;
  /** Who is looking: `{name, role, tokens}`, where `tokens` says whether the server asks for them at all. */
  session = undefined;
  /** Whether the server wants a token first. */
  locked = false;
  /** The latest events since the page was opened, newest first. */
  events = [];
  openedAt = Date.now();
  /** When the data was true, and since when it is no longer renewed; both by this browser's clock. */
  dataAt = undefined;
  lostAt = undefined;
  retryAt = undefined;
  /** Since when the reader wants to be shown nothing new; by this browser's clock. */
  pausedAt = undefined;

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
    document.addEventListener("visibilitychange", () => this.#route && this.#seen());
  }

  // A hidden page fetches nothing and holds no stream; what it missed it asks for when it is seen again.
  #seen() {
    if (document.hidden) {
      this.#rest();
    } else if (this.pausedAt === undefined) {
      this.retryNow();
    }
  }

  #rest() {
    clearTimeout(this.#retryTimer);
    this.retryAt = undefined;
    this.#stream.close();
    this.#pace.stop();
  }

  /** Shows nothing new until `resume()`, except where the reader goes. */
  pause() {
    this.pausedAt = Date.now();
    this.#rest();
    this.dispatchEvent(new Event("change"));
  }

  resume() {
    this.pausedAt = undefined;
    this.#retries = 0;
    this.retryNow();
    this.dispatchEvent(new Event("change"));
  }

  /** Shows another view; its data is loaded at once, and an old page's rows are not shown as the new one's. */
  go(route) {
    if (route.page !== this.#route?.page || route.params.id !== this.#route.params.id) {
      this.view = {};
    }
    const first = this.#route === undefined;
    this.#route = route;
    this.problem = undefined;
    if (first && !document.hidden) {
      this.#stream.open();
    }
    this.#pace.now();
  }

  /** `connecting` before the first answer, then `live`, `paused`, `reconnecting` (data fresh, stream away) or `lost`. */
  get phase() {
    if (this.lostAt !== undefined) {
      return "lost";
    }
    if (this.pausedAt !== undefined) {
      return "paused";
    }
    if (this.#stream.isOpen) {
      return "live";
    }
    return this.#everOpen ? "reconnecting" : "connecting";
  }

  retryNow() {
    this.#rest();
    if (this.pausedAt === undefined) {
      this.#stream.open();
    }
    this.#pace.now();
  }

  /** Shows the server this token, for which the browser keeps a session; throws ApiProblem. */
  async logIn(token) {
    await write("POST", "session", { token });
    await read("session").catch(({ status }) => {
      if (status === UNAUTHORIZED) {
        throw new ApiProblem(status, "The token is right, but the browser keeps no session: allow cookies for this site.");
      }
    });
    this.retryNow();
  }

  /** Ends the session. What keeps it from being ended, the page tells when it then asks for anything. */
  async logOut() {
    await write("DELETE", "session").catch(() => {});
    this.#pace.now();
  }

  /** Changes something for the reader; throws ApiProblem. Who is not logged in any more is led to the login. */
  async change(method, path, body) {
    try {
      return await write(method, path, body);
    } catch (error) {
      if (error.status === UNAUTHORIZED) {
        this.#pace.now();
      }
      throw error;
    }
  }

  /** The first few clients and models that match, `{clients, models}`. */
  find(q, signal) {
    const query = new URLSearchParams({ q, limit: FOUND });
    return readAll({ clients: `clients?${query}`, models: `models?${query}` }, signal);
  }

  /** Whether nobody knew the client before it registered with this event. */
  async isNew({ id, clientId }) {
    const query = new URLSearchParams({ clientId, sort: "-id", limit: 100 });
    const { items } = await read(`events?${query}`);
    const before = items.find((event) => event.id < id);
    return before === undefined || before.type === "CLIENT_FORGOTTEN";
  }

  /** The latest tries of agents to join; for admins. */
  async joins() {
    const { items } = await read("audit?limit=100");
    return items.filter(({ what }) => what === "client.join");
  }

  async #refresh(signal) {
    if (document.hidden && this.dataAt !== undefined) {
      return false;
    }
    try {
      const [{ fleet, session }, view] = await Promise.all([readAll(FRAME, signal), this.#readView(signal)]);
      clock.follow(fleet.server.serverTime);
      Object.assign(this, { fleet, session, locked: false, ...view });
      this.#reached();
    } catch (error) {
      if (signal.aborted) {
        return false;
      }
      if (error.status === UNAUTHORIZED) {
        this.#lock();
      } else if (error instanceof ApiProblem) {
        this.problem = error;
        this.#reached();
      } else {
        this.lostAt ??= Date.now();
        this.#stream.close();
        this.#retryLater();
      }
    }
    this.dispatchEvent(new Event("change"));
    return this.lostAt === undefined && this.pausedAt === undefined && !this.locked;
  }

  /** What the view shows now; where the server refuses some of that alone, its refusal beside what it did answer. */
  async #readView(signal) {
    const paths = Object.entries(requests(this.#route));
    const answers = await Promise.allSettled(paths.map(([, path]) => read(path, signal)));
    const problems = answers.filter(({ status }) => status === "rejected").map(({ reason }) => reason);
    const failure = problems.find((each) => !(each instanceof ApiProblem) || each.status === UNAUTHORIZED);
    if (failure) {
      throw failure;
    }
    const given = paths.map(([name], i) => [name, answers[i].value]).filter(([, value]) => value !== undefined);
    return { view: Object.fromEntries(given), problem: problems[0] };
  }

  // What was known stays with who was logged in.
  #lock() {
    this.#stream.close();
    clearTimeout(this.#retryTimer);
    this.#retries = 0;
    const forgotten = { fleet: undefined, session: undefined, view: {}, events: [], problem: undefined };
    Object.assign(this, forgotten, { locked: true, lostAt: undefined, retryAt: undefined });
  }

  #reached() {
    this.dataAt = Date.now();
    this.lostAt = undefined;
    if (this.#stream.isOpen || this.pausedAt !== undefined) {
      this.#retries = 0;
    } else if (!this.#stream.isOpening) {
      this.#retryLater();
    }
  }

  #retryLater() {
    if (this.retryAt !== undefined || document.hidden) {
      return;
    }
    this.#retries += 1;
    const longest = Math.min(LONGEST_RETRY_MILLIS, SHORTEST_RETRY_MILLIS * 2 ** this.#retries);
    // All pages of a server that comes back come back to it: anywhere in the whole span, so that they spread.
    const pause = SHORTEST_RETRY_MILLIS + (longest - SHORTEST_RETRY_MILLIS) * Math.random();
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
