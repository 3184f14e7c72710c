import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { href } from "../../lib/route.js";
import { TYPES } from "../../lib/stream.js";
import { eventRow, groupRows, words } from "./event-row.js";
import { grouped } from "./groups.js";
import { LogPage } from "./log-page.js";

/** What happened in the fleet, newest first; by type and by client, and what has one cause as one. */
class EventsPage extends LogPage {
  static properties = { expanded: { state: true } };

  expanded = new Set();
  page = "events";
  unit = "event";
  heading = "Events";

  filters() {
    const { type = "", clientId = "" } = this.params;
    return html`
      <select class="field" aria-label="Type" .value=${type.toUpperCase()}
        @change=${({ target }) => this.filter({ type: target.value })}>
        <option value="" ?selected=${type === ""}>All types</option>
        ${TYPES.map((each) => html`<option value=${each} ?selected=${each === type.toUpperCase()}>${words(each)}</option>`)}
      </select>
      <input type="search" class="field" aria-label="Client" placeholder="All clients; or the id of one"
        autocomplete="off" spellcheck="false" .value=${clientId}
        @change=${({ target }) => this.filter({ clientId: target.value.trim() })}>
      ${this.chip("groupId", "group")}
    `;
  }

  filter(params) {
    location.hash = this.with(params);
  }

  nothingFound() {
    const { type, clientId, groupId } = this.params;
    const asked = [type && `of type ${words(type)}`, clientId && `about ${clientId}`, groupId && `of group ${groupId}`].filter(Boolean).join(" ");
    return html`<obt-notice heading=${`No event ${asked} is kept.`}
      .action=${{ href: href("events"), label: "Clear filter" }}></obt-notice>`;
  }

  table() {
    return html`<div class="scroll"><table class="log" role="table">
      <caption class="visually-hidden">Events with their time, client and what was said, newest first</caption>
      <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">When</th>
        <th role="columnheader" scope="col">What</th>
        <th role="columnheader" scope="col">Client</th>
        <th role="columnheader" scope="col">Detail</th>
      </tr></thead>
      <tbody role="rowgroup">${repeat(this.groups, ({ key }) => key, (group) => this.rows(group))}</tbody>
    </table></div>`;
  }

  get groups() {
    const { items } = this.list;
    return this.params.groupId ? items.map((event) => ({ key: event.id, events: [event] })) : grouped(items);
  }

  rows(group) {
    const { key, events } = group;
    return events.length > 1
      ? groupRows(group, this.expanded.has(key), () => this.toggle(key))
      : eventRow(events[0]);
  }

  toggle(key) {
    const others = [...this.expanded].filter((each) => each !== key);
    this.expanded = new Set(this.expanded.has(key) ? others : [...others, key]);
  }
}

customElements.define("obt-events-page", EventsPage);
