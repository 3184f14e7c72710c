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

/** That there are more groups than have a place. */
export function groupsLeftOut({ groups, moreGroups }) {
  return html`<p class="muted left-out">The ${count(groups.length)} biggest groups, and ${
    plural(moreGroups, "more group")}</p>`;
}

/** Beside how many clients have a model: what else is known of others, in words; only what there is. */
function others({ other, cloud, unknown }) {
  return [
    [other, "another digest"],
    [cloud, "cloud"],
    [unknown, "unknown"],
  ]
    .filter(([n]) => n > 0)
    .map(([n, words]) => `${count(n)} ${words}`);
}

/** How many of a group have a model, as a bar that leads to them. */
export function groupCell(counts, group, by, model) {
  const { installed, loaded, cloud, unknown } = counts;
  const name = nameOf(group, by);
  const filter = filterOf(group, by);
  const isListed = installed + cloud + unknown > 0;
  const onDisk = `${count(installed)} of ${plural(group.clients, "client")}`;
  const words = [onDisk, `${count(loaded)} loaded`, ...others(counts)].join(", ");
  const body = html`<svg class="share" aria-hidden="true"><rect class="whole" width="100%" height="100%"/>${svg`<rect
    class="part" width=${`${(100 * installed) / group.clients}%`} height="100%"/>`}</svg>
    <span>${count(installed)}/${count(group.clients)}</span>`;
  return html`<td role="cell" class="group" data-label=${name} data-none=${isListed || loaded > 0 ? nothing : "true"}
    title=${`${name}: ${words}`}>${filter && isListed
      ? html`<a href=${href("clients", { model, ...filter })}>${body}</a>` : body}
    ${loaded > 0 ? html`<strong>${count(loaded)} L</strong>` : nothing}
    ${others(counts).map((text) => html` <span class="muted">${text}</span>`)}</td>`;
}
