import { html, nothing } from "lit";
import { count, plural } from "../../lib/format.js";
import { href, PAGE_SIZE } from "../../lib/route.js";
import { Component } from "../component.js";

/** Which part of a list is shown, "1–100 of 312 clients" (not when quiet), and the ways to the parts before and after. */
class Pager extends Component {
  static properties = { page: {}, params: { attribute: false }, list: { attribute: false }, unit: {}, quiet: { type: Boolean } };

  render() {
    const first = Number(this.params.from ?? 0);
    const { items, total, nextCursor } = this.list;
    const range = items.length > 0 && items.length < total ? `${count(first + 1)}–${count(first + items.length)} of ` : "";
    return html`
      ${this.quiet ? nothing : html`<span role="status">${range}${plural(total, this.unit)}</span>`}
      ${first > 0 ? this.link("Previous", this.cursorBefore(first), first - PAGE_SIZE) : nothing}
      ${nextCursor ? this.link("Next", nextCursor, first + PAGE_SIZE) : nothing}
    `;
  }

  willUpdate() {
    const { cursor, from, ...filters } = this.params;
    const list = JSON.stringify([this.page, filters]);
    if (list !== this.knownList) {
      this.knownList = list;
      this.cursors = new Map();
    }
    this.cursors.set(Number(from ?? 0), cursor);
  }

  /** Cursors lead forward only: the way back is known for the parts that were passed, else it is the beginning. */
  cursorBefore(first) {
    return this.cursors.get(first - PAGE_SIZE);
  }

  link(label, cursor, from) {
    const params = { ...this.params, cursor, from: cursor && from > 0 ? from : undefined };
    return html`<a class="button" href=${href(this.page, params)}>${label}</a>`;
  }
}

customElements.define("obt-pager", Pager);
