import { html, nothing } from "lit";
import { plural } from "../../lib/format.js";
import { href } from "../../lib/route.js";
import "../copy/copy.js";
import { ListPage } from "../list-page.js";

/** A log, newest first, with the way to the other one. Parts further back have nothing new. */
export class LogPage extends ListPage {
  keyOf = ({ id }) => id;

  tools() {
    return html`
      ${this.session?.role === "ADMIN" ? this.tabs() : nothing}
      ${this.filters()}
      <obt-copy label="Copy as JSON" .text=${() => JSON.stringify(this.list?.items ?? [], null, 2)}></obt-copy>
      ${this.params.cursor ? nothing : this.fresh(`Show ${plural(this.changes, `new ${this.unit}`)}`)}
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

  isFirstRun() {
    return false;
  }
}
