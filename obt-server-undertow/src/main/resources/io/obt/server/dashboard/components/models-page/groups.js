import { html, nothing, svg } from "lit";
import { count, plural } from "../../lib/format.js";
import { href } from "../../lib/route.js";
import { wordOf } from "../status/status.js";

/** The keys of these labels, with the one in use though none of them has it. */
export function keysOf(labels, inUse) {
  const keys = labels.map(({ value }) => value.slice(0, value.indexOf("=")));
  return [...new Set(inUse ? [...keys, inUse] : keys)].sort();
}

/** How a group of clients is called: by its label's value, or without a label by its state. */
function nameOf({ value }, by) {
  if (value === undefined) {
    return `no ${by}`;
  }
  return by ? value : wordOf(value);
}

/** The filters of the clients' list that mean this group; undefined where none does. */
function filterOf({ value }, by) {
  if (value === undefined) {
    return undefined;
  }
  return by ? { label: [`${by}=${value}`] } : { status: [value.toLowerCase()] };
}

export function groupHead(group, by) {
  const filter = filterOf(group, by);
  const name = html`<bdi class="clamp">${nameOf(group, by)}</bdi>`;
  return html`<th role="columnheader" scope="col" class="group">${filter
    ? html`<a href=${href("clients", filter)}>${name}</a>` : name}
    <span class="muted">${plural(group.clients, "client")}</span></th>`;
}

/** How many of a group have a model, as a bar that leads to them. */
export function groupCell({ installed, loaded }, group, by, model) {
  const name = nameOf(group, by);
  const filter = filterOf(group, by);
  const words = `${count(installed)} of ${plural(group.clients, "client")}, ${count(loaded)} loaded`;
  const body = html`<svg class="share" aria-hidden="true"><rect class="whole" width="100%" height="100%"/>${svg`<rect
    class="part" width=${`${(100 * installed) / group.clients}%`} height="100%"/>`}</svg>
    <span>${count(installed)}/${count(group.clients)}</span>`;
  return html`<td role="cell" class="group" data-label=${name} data-none=${installed === 0 ? "true" : nothing}
    title=${`${name}: ${words}`}>${filter && installed > 0
      ? html`<a href=${href("clients", { model, ...filter })}>${body}</a>` : body}
    ${loaded > 0 ? html`<strong>${count(loaded)} L</strong>` : nothing}</td>`;
}
