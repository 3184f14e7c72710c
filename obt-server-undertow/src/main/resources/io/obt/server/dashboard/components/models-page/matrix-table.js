import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { bytes, count, plural, shortDigest, UNKNOWN } from "../../lib/format.js";
import { href } from "../../lib/route.js";
import { icon } from "../status/status.js";
import { cell } from "./cell.js";
import { groupCell, groupHead } from "./groups.js";
import { variants } from "./variants.js";

/** How many columns tell of a model before those of the clients begin. */
const OWN_COLUMNS = 6;

/**
 * Models against clients, or against groups of clients where those are many. `heads` are the column heads that sort, `open`
 * is the model whose variants are shown, once they are there in `opened`, `here(params)` is this view with other parameters.
 */
export function matrixTable({ items, columns = [], groups = [], by }, { total, gone, open, opened, heads, here }) {
  const width = OWN_COLUMNS + columns.length + groups.length;
  const draw = (model) => row(model, { columns, groups, by, total, gone, isOpen: model.name === open, here });
  return html`<div class="scroll"><table class="models" role="table">
    <caption class="visually-hidden">Models with their size and digest, and which clients have them</caption>
    <thead role="rowgroup"><tr role="row">
      ${heads.name}${heads.size}${heads.clients}${heads.loaded}
      <th role="columnheader" scope="col" class="number">Disk total</th>
      <th role="columnheader" scope="col">Digest</th>
      ${columns.map(clientHead)}${groups.map((group) => groupHead(group, by))}
    </tr></thead>
    <tbody role="rowgroup">${repeat(items, ({ name }) => name, (model) => html`${draw(model)}${
      model.name === open ? under(opened, width) : nothing}`)}</tbody>
  </table></div>`;
}

function clientHead({ clientId, status }) {
  return html`<th role="columnheader" scope="col" class="client"><a href=${href("client", { id: clientId })}
    title=${clientId}>${icon(status)}<bdi>${clientId}</bdi></a></th>`;
}

function row(model, { columns, groups, by, total, gone, isOpen, here }) {
  const { name, family, sizeBytes, clientCount, onlineCount, loadedCount, totalBytes, onlyClient, cells = "" } = model;
  return html`<tr role="row" data-model=${name} ?data-gone=${gone.has(name)} ?data-open=${isOpen}>
    <th role="rowheader" scope="row"><a href=${here({ open: isOpen ? undefined : name })}
      aria-expanded=${isOpen ? "true" : "false"}><bdi class="name">${name}</bdi></a>
      ${family ? html`<bdi class="family clamp">${family}</bdi>` : nothing}</th>
    <td role="cell" class="number" data-label="size">${bytes(sizeBytes)}</td>
    <td role="cell" class="number" data-label="clients"><a href=${href("clients", { model: name })}
      title=${`${count(onlineCount)} of them online`}>${count(clientCount)}
      <span class="muted">/ ${count(total)}</span></a>${onlyClient ? html` <span class="only">${
      clientCount > 1 ? "one copy, on" : "only"}
      <a href=${href("client", { id: onlyClient })}><bdi>${onlyClient}</bdi></a></span>` : nothing}</td>
    <td role="cell" class="number" data-label="loaded">${loadedCount > 0
      ? html`<strong>${count(loadedCount)}</strong>` : html`<span class="muted">0</span>`}</td>
    <td role="cell" class="number total" data-label="in all">${clientCount > 0 && totalBytes > 0 ? bytes(totalBytes) : UNKNOWN}</td>
    <td role="cell" class="digest">${digest(model)}</td>
    ${columns.map((column, i) => cell(cells[i], column))}
    ${groups.map((group, i) => groupCell(model.groupCounts[i], group, by, name))}
  </tr>`;
}

function digest({ drift, digest: known, variantCount }) {
  return drift
    ? html`<span class="drift">${icon("DRIFT")}${plural(variantCount, "digest")}</span>`
    : html`<code title=${known ?? ""}>${known ? shortDigest(known) : UNKNOWN}</code>`;
}

function under(model, width) {
  return html`<tr role="row" class="why"><td role="cell" colspan=${width}>${model
    ? variants(model) : html`<span class="muted">Loading its variants</span>`}</td></tr>`;
}
