/**
 * Runs one task over and over: soon when something asks for it, and otherwise after a while by itself; never twice at
 * once and never more often than the gap, however many ask.
 */
export class Pace {
  #task;
  #gapMillis;
  #idleMillis;
  #running = null;
  #asked = false;
  #startedAt = -Infinity;
  #timer = 0;

  /**
   * `task` is given a signal that is aborted when a newer run makes this one useless; when it answers false, nothing
   * runs again until asked.
   */
  constructor(task, { gapMillis, idleMillis }) {
    this.#task = task;
    this.#gapMillis = gapMillis;
    this.#idleMillis = idleMillis;
  }

  /** Something changed: run as soon as the gap allows. */
  soon() {
    if (this.#running) {
      this.#asked = true;
    } else {
      this.#runIn(this.#startedAt + this.#gapMillis - performance.now());
    }
  }

  /** What is wanted is another thing now: drop what runs and begin again at once. */
  now() {
    this.#running?.abort();
    this.#run();
  }

  /** Drop what runs, and rest until asked. */
  stop() {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#running = null;
  }

  async #run() {
    const run = new AbortController();
    clearTimeout(this.#timer);
    this.#running = run;
    this.#asked = false;
    this.#startedAt = performance.now();
    const again = await this.#task(run.signal);
    if (this.#running !== run) {
      return;
    }
    this.#running = null;
    if (this.#asked) {
      this.soon();
    } else if (again !== false) {
      this.#runIn(this.#idleMillis);
    }
  }

  #runIn(millis) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#run(), Math.max(0, millis));
  }
}
