import { html, nothing } from "lit";
import { plural } from "../../lib/format.js";
import { href } from "../../lib/route.js";
import { ListPage } from "../list-page.js";

/**
 * A log, newest first, with the way to the other one. While someone points at its rows or has the focus among them, they
 * stay where they are: what is new waits behind a button, or until the next refresh.
 */
export class LogPage extends ListPage {
  static properties = { latest: { attribute: false } };

  willUpdate(changed) {
    // Rows of other parameters are still shown until their own arrive, and then make way at once.
    this.isOutdated ||= changed.has("params");
    const isNew = changed.has("latest");
    if (isNew && (this.isOutdated || !this.list || !this.latest || !this.isPointedAt())) {
      this.list = this.latest;
      this.isOutdated = false;
    }
  }

  isPointedAt() {
    return this.querySelector(":is(tbody, .fresh):is(:hover, :focus-within)") !== null;
  }

  tools() {
    const waiting = this.waiting();
    return html`
      ${this.session?.role === "ADMIN" ? this.tabs() : nothing}
      ${this.filters()}
      <button type="button" class="button fresh" ?data-none=${waiting === 0} @click=${this.catchUp}>
        Show ${plural(waiting, `new ${this.unit}`)}</button>
    `;
  }

  tabs() {
    const tab = (page, label) => html`<a href=${href(page)}
      aria-current=${page === this.page ? "true" : nothing}>${label}</a>`;
    return html`<nav class="segments" aria-label="Logs">${tab("events", "Events")}${tab("audit", "Audit")}</nav>`;
  }

  filters() {
    return nothing;
  }

  /** How many of the latest are not shown yet; parts further back have nothing new. */
  waiting() {
    if (!this.list || this.latest === this.list || this.params.cursor) {
      return 0;
    }
    const newestShown = this.list.items[0]?.id;
    const known = this.latest.items.findIndex(({ id }) => id === newestShown);
    return known < 0 ? this.latest.items.length : known;
  }

  catchUp() {
    this.list = this.latest;
  }

  isFirstRun() {
    return false;
  }
}
