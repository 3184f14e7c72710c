import { html, nothing } from "lit";
import { count, plural } from "../../lib/format.js";
import { href } from "../../lib/route.js";
import "../announcement/announcement.js";
import { Component } from "../component.js";

/** Which part of a list is shown, "1–100 of 312 clients" (quiet: not said), and the ways to the next and previous. */
class Pager extends Component {
  static properties = {
    page: {},
    unit: {},
    quiet: { type: Boolean },
    size: { attribute: false },
    params: { attribute: false },
    list: { attribute: false },
  };

  render() {
    const first = Number(this.params.from ?? 0);
    const { items, total, nextCursor } = this.list;
    const isPart = items.length > 0 && items.length < total;
    const range = isPart ? `${count(first + 1)}–${count(first + items.length)} of ` : "";
    const size = range + plural(total, this.unit);
    return html`
      ${this.quiet ? nothing : html`<span class="size">${size}</span><obt-announcement .text=${size}></obt-announcement>`}
      ${first > 0 ? this.link("Previous", this.cursorBefore(first), first - this.size) : nothing}
      ${nextCursor ? this.link("Next", nextCursor, first + this.size) : nothing}
    `;
  }

  willUpdate() {
    const { cursor, from, selected, ...filters } = this.params;
    const list = JSON.stringify([this.page, filters]);
    if (list !== this.knownList) {
      this.knownList = list;
      this.cursors = new Map();
    }
    this.cursors.set(Number(from ?? 0), cursor);
  }

  /** Cursors lead forward only: the way back is known for the parts that were passed, else it is the beginning. */
  cursorBefore(first) {
    return this.cursors.get(first - this.size);
  }

  link(label, cursor, from) {
    const params = { ...this.params, cursor, from: cursor && from > 0 ? from : undefined };
    return html`<a class="button" href=${href(this.page, params)}>${label}</a>`;
  }
}

customElements.define("obt-pager", Pager);
