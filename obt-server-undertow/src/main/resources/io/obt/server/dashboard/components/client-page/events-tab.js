import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { PAGE_SIZE } from "../../lib/route.js";
import { eventRow } from "../events-page/event-row.js";
import "../notice/notice.js";
import "../pager/pager.js";

/** What happened to one client, newest first. */
export function eventsTab(list, params) {
  if (list.items.length === 0) {
    return html`<obt-notice heading="No event of this client is kept."></obt-notice>`;
  }
  return html`
    <obt-pager page="client" unit="event" .size=${PAGE_SIZE} .params=${params} .list=${list}></obt-pager>
    <div class="scroll" tabindex="0" role="region" aria-label="Events of this client">
      <table class="log" role="table">
        <caption class="visually-hidden">Events with their time and what was said, newest first</caption>
        <thead role="rowgroup"><tr role="row">
          <th role="columnheader" scope="col">When</th>
          <th role="columnheader" scope="col">What</th>
          <th role="columnheader" scope="col">Detail</th>
        </tr></thead>
        <tbody role="rowgroup">${repeat(list.items, ({ id }) => id, (event) => eventRow(event, { ofOne: true }))}</tbody>
      </table>
    </div>`;
}
