/**
 * The server's time in this browser, ticking once a second. Ages are counted by the server's clock, because the
 * browser's may be wrong by hours; between two answers the browser only adds what passed.
 */
class Clock {
  #offsetMillis = 0;
  #listeners = new Set();

  constructor() {
    setInterval(() => this.#tick(), 1_000);
    document.addEventListener("visibilitychange", () => this.#tick());
  }

  now() {
    return Date.now() + this.#offsetMillis;
  }

  /** Takes the server's time (ISO-8601) from an answer that has just arrived. */
  follow(serverTime) {
    const millis = Date.parse(serverTime);
    if (Number.isFinite(millis)) {
      this.#offsetMillis = millis - Date.now();
    }
  }

  /** Calls `listener` every second while the page is visible; returns what ends it. */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tick() {
    if (!document.hidden) {
      this.#listeners.forEach((listener) => listener());
    }
  }
}

export const clock = new Clock();
