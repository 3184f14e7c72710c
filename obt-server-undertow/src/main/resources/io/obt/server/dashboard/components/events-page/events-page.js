import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { href } from "../../lib/route.js";
import { TYPES } from "../../lib/stream.js";
import "../age/age.js";
import { icon } from "../status/status.js";
import { LogPage } from "./log-page.js";

/** What happened in the fleet, newest first; by type and by client. */
class EventsPage extends LogPage {
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
    `;
  }

  filter(params) {
    location.hash = this.with(params);
  }

  nothingFound() {
    const { type, clientId } = this.params;
    const asked = [type && `of type ${words(type)}`, clientId && `about ${clientId}`].filter(Boolean).join(" ");
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
      <tbody role="rowgroup">${repeat(this.list.items, ({ id }) => id, eventRow)}</tbody>
    </table></div>`;
  }
}

function eventRow({ id, type, at, clientId, detail }) {
  return html`<tr role="row" data-event=${id}>
    <td role="cell" class="when"><obt-age .at=${at} ago></obt-age></td>
    <th role="rowheader" scope="row"><span class="what">${icon(type.replace("CLIENT_", ""))}${words(type)}</span></th>
    <td role="cell" class="whom">${clientId
      ? html`<a href=${href("clients", { q: clientId })}><bdi class="clamp">${clientId}</bdi></a>`
      : nothing}</td>
    <td role="cell" class="detail"><bdi class="clamp" title=${detail}>${detail}</bdi></td>
  </tr>`;
}

/** CLIENT_ONLINE is "Client online". */
const words = (type) => type.charAt(0).toUpperCase() + type.slice(1).toLowerCase().replaceAll("_", " ");

customElements.define("obt-events-page", EventsPage);
