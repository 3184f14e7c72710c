import { html, nothing } from "lit";
import { readPages } from "../../lib/api.js";
import { plural } from "../../lib/format.js";
import { EVERYTHING, NOTHING } from "../../lib/selection.js";
import { Component } from "../component.js";
import "../copy/copy.js";
import "./forget.js";

const MAY_FORGET = new Set(["OPERATOR", "ADMIN"]);

/**
 * What is chosen of the clients and what can be done with it. `query` is what the list was asked for. Fires `choose` with
 * another selection.
 */
class SelectionBar extends Component {
  static properties = {
    store: { attribute: false },
    session: { attribute: false },
    selection: { attribute: false },
    query: {},
    total: { type: Number },
    shown: { attribute: false },
    problem: { state: true },
  };

  render() {
    const { selection, total } = this;
    const n = selection.all ? total : selection.ids.size;
    const elsewhere = selection.all ? 0 : [...selection.ids].filter((id) => !this.shown.includes(id)).length;
    return html`
      <span class="chosen" role="status">${plural(n, "client")} selected${
        elsewhere > 0 ? html` <span class="muted">(${elsewhere} not on this page)</span>` : nothing}</span>
      ${selection.all || n >= total ? nothing : html`<button type="button" class="button"
        @click=${() => this.choose(EVERYTHING)}>Select all ${plural(total, "client")} that match</button>`}
      <obt-copy label="Copy ids" .text=${async () => (await this.ids()).join(",")}></obt-copy>
      ${this.mayForget
        ? html`<button type="button" class="button" @click=${this.forget}>Forget…</button>` : nothing}
      <button type="button" class="button" @click=${() => this.choose(NOTHING)}>Clear selection</button>
      <span role="alert">${this.problem}</span>
      ${this.mayForget ? html`<obt-forget .store=${this.store} @forgotten=${() => this.choose(NOTHING)}></obt-forget>` : nothing}
    `;
  }

  get mayForget() {
    return MAY_FORGET.has(this.session?.role);
  }

  choose(detail) {
    this.dispatchEvent(new CustomEvent("choose", { detail }));
  }

  /** The ids that are chosen; of all that match, those that match now. */
  async ids() {
    return this.selection.all ? (await readPages("clients", this.query)).map(({ clientId }) => clientId) : [...this.selection.ids];
  }

  async forget() {
    try {
      const ids = new Set(await this.ids());
      const gone = await readPages("clients", "status=offline&status=left");
      const targets = gone.map(({ clientId }) => clientId).filter((id) => ids.has(id));
      this.problem = undefined;
      this.querySelector("obt-forget").ask(targets, ids.size - targets.length);
    } catch (error) {
      this.problem = error.status === undefined ? "The server does not answer. Try again." : error.message;
    }
  }
}

customElements.define("obt-selection", SelectionBar);
