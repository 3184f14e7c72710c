import { html, svg } from "lit";

const MEMORY = svg`<circle cx="8" cy="8" r="5.5" fill="currentColor"/>`;
const DISK = svg`<circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" stroke-width="2"/>`;
const OTHER_IN_MEMORY = svg`<path d="M8 1.5 14.5 8 8 14.5 1.5 8z" fill="currentColor"/>`;
const OTHER_ON_DISK = svg`<path d="M8 2.5 13.5 8 8 13.5 2.5 8z" fill="none" stroke="currentColor" stroke-width="2"/>`;
const LONG_AGO = svg`<circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" stroke-width="2"
  stroke-dasharray="3.2 2.56"/>`;
const CLOUD = svg`<path d="M4.5 13a3 3 0 0 1-.2-6 4 4 0 0 1 7.6-.6A3.3 3.3 0 0 1 11.5 13z" fill="none"
  stroke="currentColor" stroke-width="1.75"/>`;

/** What the letters of a row's cells stand for: a shape, the letter that is shown, and words. */
const KINDS = {
  L: kind(MEMORY, "L", "loaded"),
  o: kind(DISK, "o", "on disk"),
  l: kind(OTHER_IN_MEMORY, "L′", "loaded, another digest"),
  d: kind(OTHER_ON_DISK, "o′", "on disk, another digest"),
  c: kind(CLOUD, "c", "cloud: runs elsewhere, no copy here"),
  "?": kind(LONG_AGO, "?", "unknown: there at the last contact"),
};

function kind(shape, letter, words) {
  return {
    words,
    mark: html`<svg class="cell-icon" viewBox="0 0 16 16" aria-hidden="true">${shape}</svg><span
      aria-hidden="true">${letter}</span>`,
  };
}

// One and the same for most of a table's cells, so that drawing them again costs nothing.
const NOT_THERE = html`<span aria-hidden="true">·</span><span class="visually-hidden">not there</span>`;
const CONTENTS = Object.fromEntries(
  Object.entries(KINDS).map(([letter, { mark, words }]) => [
    letter,
    html`${mark}<span class="visually-hidden">${words}</span>`,
  ]),
);

/** Whether a client has a model. */
export function cell(letter, { clientId }) {
  const isThere = Object.hasOwn(CONTENTS, letter);
  return html`<td role="cell" class="cell" data-cell=${letter} data-label=${clientId}
    title=${isThere ? `${clientId}: ${KINDS[letter].words}` : clientId}>${isThere ? CONTENTS[letter] : NOT_THERE}</td>`;
}

export const legend = html`<ul class="cell-legend" aria-label="Legend">
  ${Object.entries(KINDS).map(([letter, { mark, words }]) => html`<li data-cell=${letter}>${mark} ${words}</li>`)}
  <li data-cell="-"><span aria-hidden="true">·</span> not there</li></ul>`;
