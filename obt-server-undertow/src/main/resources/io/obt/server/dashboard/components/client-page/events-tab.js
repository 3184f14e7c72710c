import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { PAGE_SIZE } from "../../lib/route.js";
import "../age/age.js";
import { words } from "../events-page/event-row.js";
import "../notice/notice.js";
import "../pager/pager.js";
import { icon } from "../status/status.js";

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
        <tbody role="rowgroup">${repeat(list.items, ({ id }) => id, row)}</tbody>
      </table>
    </div>`;
}

function row({ id, type, at, detail }) {
  return html`<tr role="row" data-event=${id}>
    <td role="cell" class="when"><obt-age .at=${at} ago></obt-age></td>
    <th role="rowheader" scope="row"><span class="what">${icon(type.replace("CLIENT_", ""))}${words(type)}</span></th>
    <td role="cell" class="detail"><bdi class="clamp" title=${detail}>${detail}</bdi></td>
  </tr>`;
}
