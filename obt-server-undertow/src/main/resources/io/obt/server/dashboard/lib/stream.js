import { urlOf } from "./api.js";

const OPENING_MILLIS = 8_000;

/** The server sends a comment each 15 s: one that is silent for longer than this is not there any more. */
const SILENCE_MILLIS = 25_000;

/** Event types of the server's log. */
export const TYPES = [
  "CLIENT_REGISTERED", "CLIENT_ONLINE", "CLIENT_DEGRADED", "CLIENT_OFFLINE", "CLIENT_LEFT", "CLIENT_CONFLICT",
  "CLIENT_FLAPPING", "CLIENT_FORGOTTEN", "FLEET_CONTACT_LOST", "MODEL_INSTALLED", "MODEL_REMOVED", "MODEL_CHANGED",
  "MODEL_LOADED", "MODEL_UNLOADED", "OPERATION_ACCEPTED", "OPERATION_ENDED", "SERVER_STARTED", "SERVER_STOPPED",
  "SERVER_PAUSED",
];

/**
 * The page's one event stream. It tells when it opens, breaks, falls silent or brings an event, and leaves it to its owner
 * when to try again; then it goes on after the last event that it brought. Read by `fetch`, because an EventSource keeps
 * the server's comments, its signs of life, to itself.
 */
export class Stream {
  #run = null;
  #timer = 0;
  #lastId = "";
  #on;

  /** `on`: `{opened(), event(event), resync(), broken()}`. */
  constructor(on) {
    this.#on = on;
  }

  isOpen = false;

  get isOpening() {
    return this.#run !== null && !this.isOpen;
  }

  open() {
    this.close();
    this.#run = new AbortController();
    this.#follow(this.#run.signal).catch(() => {});
  }

  close() {
    clearTimeout(this.#timer);
    this.#run?.abort();
    this.#run = null;
    this.isOpen = false;
  }

  async #follow(signal) {
    try {
      this.#expectWithin(OPENING_MILLIS);
      const response = await fetch(urlOf("stream"), {
        cache: "no-store",
        headers: { Accept: "text/event-stream", ...(this.#lastId && { "Last-Event-ID": this.#lastId }) },
        signal,
      });
      if (response.ok) {
        this.isOpen = true;
        this.#on.opened();
        await this.#read(response.body.pipeThrough(new TextDecoderStream()).getReader());
      }
    } finally {
      if (!signal.aborted) {
        this.#break();
      }
    }
  }

  /** Lines end in a line feed alone: so the server writes them. */
  async #read(reader) {
    let rest = "";
    let message = {};
    for (;;) {
      this.#expectWithin(SILENCE_MILLIS);
      const { value, done } = await reader.read();
      if (done) {
        return;
      }
      const lines = (rest + value).split("\n");
      rest = lines.pop();
      for (const line of lines) {
        message = line === "" ? this.#deliver(message) : withField(message, line);
      }
    }
  }

  #deliver({ id, event, data }) {
    this.#lastId = id ?? this.#lastId;
    if (event === "resync") {
      this.#on.resync();
    } else if (data) {
      this.#on.event(JSON.parse(data));
    }
    return {};
  }

  #expectWithin(millis) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#break(), millis);
  }

  #break() {
    this.close();
    this.#on.broken();
  }
}

/** `event: CLIENT_ONLINE` is a field, `: hello` a comment. */
function withField(message, line) {
  const colon = line.indexOf(":");
  return colon > 0 ? { ...message, [line.slice(0, colon)]: line.slice(colon + 1).trimStart() } : message;
}
