import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { href } from "../../lib/route.js";
import "../age/age.js";
import "../status/status.js";
import { LogPage } from "./log-page.js";

/** Who changed what, newest first, done or not. For admins: the server refuses it to others. */
class AuditPage extends LogPage {
  page = "audit";
  unit = "change";
  heading = "Audit";

  get wayOut() {
    return { href: href("events"), label: "To the events" };
  }

  nothingFound() {
    return html`<obt-notice heading="No change yet."
      text="What people, programs and agents change here is written down, done or refused."></obt-notice>`;
  }

  table() {
    return html`<div class="scroll"><table class="log" role="table">
      <caption class="visually-hidden">Changes with their time, who wanted them, and how they ended, newest first</caption>
      <thead role="rowgroup"><tr role="row">
        <th role="columnheader" scope="col">When</th>
        <th role="columnheader" scope="col">Who</th>
        <th role="columnheader" scope="col">What</th>
        <th role="columnheader" scope="col">Target</th>
        <th role="columnheader" scope="col">From</th>
        <th role="columnheader" scope="col">Outcome</th>
      </tr></thead>
      <tbody role="rowgroup">${repeat(this.list.items, ({ id }) => id, auditRow)}</tbody>
    </table></div>`;
  }
}

function auditRow({ id, at, who, what, target, from, status }) {
  return html`<tr role="row" data-change=${id}>
    <td role="cell" class="when"><obt-age .at=${at} ago></obt-age></td>
    <th role="rowheader" scope="row"><bdi class="clamp">${who}</bdi></th>
    <td role="cell"><code>${what}</code></td>
    <td role="cell" class="whom"><bdi class="clamp">${target}</bdi></td>
    <td role="cell" data-label="from"><bdi>${from}</bdi></td>
    <td role="cell" class="outcome" title=${`Answered with ${status}`}><obt-status .status=${outcome(status)}></obt-status></td>
  </tr>`;
}

function outcome(status) {
  if (status < 400) {
    return "DONE";
  }
  return status < 500 ? "REFUSED" : "FAILED";
}

customElements.define("obt-audit-page", AuditPage);
