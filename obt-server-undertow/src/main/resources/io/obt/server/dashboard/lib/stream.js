import { urlOf } from "./api.js";

const OPENING_MILLIS = 8_000;

/** Event types of the server's log; an EventSource delivers only those it was asked for. */
export const TYPES = [
  "CLIENT_REGISTERED", "CLIENT_ONLINE", "CLIENT_DEGRADED", "CLIENT_OFFLINE", "CLIENT_LEFT", "CLIENT_CONFLICT",
  "CLIENT_FLAPPING", "CLIENT_FORGOTTEN", "FLEET_CONTACT_LOST", "MODEL_INSTALLED", "MODEL_REMOVED", "MODEL_CHANGED",
  "MODEL_LOADED", "MODEL_UNLOADED", "OPERATION_ACCEPTED", "OPERATION_ENDED", "SERVER_STARTED", "SERVER_STOPPED",
  "SERVER_PAUSED",
];

/**
 * The page's one event stream. It tells when it opens, breaks or brings an event, and leaves it to its owner when to
 * try again: the browser's own retry never says how long it will take, and gives up on a 503.
 */
export class Stream {
  #source = null;
  #deadline = 0;
  #on;

  /** `on`: `{opened(), event(event), resync(), broken()}`. */
  constructor(on) {
    this.#on = on;
  }

  get isOpen() {
    return this.#source?.readyState === EventSource.OPEN;
  }

  get isOpening() {
    return this.#source?.readyState === EventSource.CONNECTING;
  }

  open() {
    this.close();
    const source = new EventSource(urlOf("stream"));
    this.#source = source;
    this.#deadline = setTimeout(() => this.#break(), OPENING_MILLIS);
    source.addEventListener("open", () => {
      clearTimeout(this.#deadline);
      this.#on.opened();
    });
    source.addEventListener("error", () => this.#break());
    source.addEventListener("resync", () => this.#on.resync());
    TYPES.forEach((type) => source.addEventListener(type, (message) => this.#on.event(JSON.parse(message.data))));
  }

  close() {
    clearTimeout(this.#deadline);
    this.#source?.close();
    this.#source = null;
  }

  #break() {
    this.close();
    this.#on.broken();
  }
}
