import { html, nothing } from "lit";
import { plural, timeOfDay } from "../../lib/format.js";
import { href } from "../../lib/route.js";
import "../age/age.js";
import { icon } from "../status/status.js";
import { summary } from "./groups.js";

/** CLIENT_ONLINE is "Client online". */
export const words = (type) => type.charAt(0).toUpperCase() + type.slice(1).toLowerCase().replaceAll("_", " ");

const what = (type) => html`<span class="what">${icon(type.replace("CLIENT_", ""))}${words(type)}</span>`;

/** One event; `isMember`: of the group above it; `ofOne`: where all are of one client, which is not told again. */
export function eventRow({ id, type, at, clientId, detail }, { isMember = false, ofOne = false } = {}) {
  return html`<tr role="row" data-event=${id} ?data-member=${isMember}>
    <td role="cell" class="when"><obt-age .at=${at} ago></obt-age></td>
    <th role="rowheader" scope="row">${what(type)}</th>
    ${ofOne ? nothing : whom(clientId)}
    <td role="cell" class="detail"><bdi class="clamp" title=${detail}>${detail}</bdi></td>
  </tr>`;
}

const whom = (clientId) => html`<td role="cell" class="whom">${clientId
  ? html`<a href=${href("client", { id: clientId })}><bdi class="clamp">${clientId}</bdi></a>`
  : nothing}</td>`;

/** Many events of one cause, in one line that can be opened, and under it what this part of the list has of them. */
export function groupRows({ key, events }, isOpen, toggle) {
  const { type, clients, from, to, detail } = summary(events);
  return html`
    <tr role="row" data-group=${key}>
      <td role="cell" class="when"><obt-age .at=${events[0].at} ago></obt-age></td>
      <th role="rowheader" scope="row">${what(type)}</th>
      <td role="cell" class="whom">${plural(clients, "client")}</td>
      <td role="cell" class="detail"><bdi class="clamp" title=${detail}>${detail}</bdi>
        <span class="muted">${timeOfDay(from)}–${timeOfDay(to)}</span>
        <button type="button" class="button" aria-expanded=${String(isOpen)} @click=${toggle}>${isOpen ? "Collapse"
          : `Expand ${plural(events.length, "event")}`}</button>
        <a href=${href("events", { groupId: key })}>The whole group</a></td>
    </tr>
    ${isOpen ? events.map((event) => eventRow(event, { isMember: true })) : nothing}
  `;
}
