import { html, nothing } from "lit";
import { count, plural } from "../../lib/format.js";
import { Component } from "../component.js";

const NAMED = 20;

/**
 * Asks before clients are forgotten, names them, does it one after the other, and says how it went until it is closed.
 * Fires `forgotten` when it is closed after some were.
 */
class Forget extends Component {
  static properties = {
    store: { attribute: false },
    targets: { state: true },
    alive: { state: true },
    done: { state: true },
    failures: { state: true },
    isRunning: { state: true },
  };

  constructor() {
    super();
    this.targets = [];
    this.failures = [];
  }

  /** Opens with these clients; `alive` is how many that were chosen besides have to stay. */
  async ask(targets, alive) {
    Object.assign(this, { targets, alive, done: 0, failures: [], isRunning: false });
    await this.updateComplete;
    this.querySelector("dialog").showModal();
  }

  render() {
    const { targets, alive } = this;
    const isOver = !this.isRunning && this.done + this.failures.length > 0;
    return html`<dialog aria-labelledby="forget" @close=${this.closed}>
      <h2 id="forget">${targets.length > 0 ? `Forget ${plural(targets.length, "client")}?` : "Nothing to forget"}</h2>
      ${targets.length > 0 ? html`<p class="targets"><bdi>${targets.slice(0, NAMED).join(", ")}</bdi>${
        targets.length > NAMED ? ` and ${count(targets.length - NAMED)} more` : ""}</p>
        <p>Their models leave the lists; their events are kept. One that reports again is a new client.</p>` : nothing}
      ${alive > 0 ? html`<p>${plural(alive, "client")} of the selection ${alive === 1 ? "is" : "are"} not offline and ${
        alive === 1 ? "stays" : "stay"}: only who is gone can be forgotten.</p>` : nothing}
      <p role="status">${this.isRunning || isOver ? `${count(this.done)} of ${count(targets.length)} forgotten.` : ""}</p>
      ${this.failures.length > 0 ? html`<ul role="alert">${this.failures.map((each) => html`<li>${each}</li>`)}</ul>` : nothing}
      <div class="tools">
        ${targets.length > 0 && !this.isRunning && !isOver
          ? html`<button type="button" class="button" @click=${this.run}>Forget</button>` : nothing}
        <button type="button" class="button" ?disabled=${this.isRunning}
          @click=${() => this.querySelector("dialog").close()}>${isOver ? "Close" : "Cancel"}</button>
      </div>
    </dialog>`;
  }

  async run() {
    this.isRunning = true;
    for (const id of this.targets) {
      try {
        await this.store.change("DELETE", `clients/${encodeURIComponent(id)}`);
        this.done += 1;
      } catch (error) {
        this.failures = [...this.failures.slice(0, NAMED), `${id}: ${error.message}`];
      }
    }
    this.isRunning = false;
  }

  closed() {
    if (this.done > 0) {
      this.dispatchEvent(new CustomEvent("forgotten"));
    }
  }
}

customElements.define("obt-forget", Forget);
