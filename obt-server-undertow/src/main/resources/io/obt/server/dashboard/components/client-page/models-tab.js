import { html } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { bytes, exactTime, moment, shortDigest, UNKNOWN } from "../../lib/format.js";
import { href } from "../../lib/route.js";
import "../age/age.js";
import "../notice/notice.js";

/** The models on a client's disk and those in its memory, the latter first. */
export function modelsTab({ clientId, models, loaded }) {
  if (models.length === 0 && loaded.length === 0) {
    return html`<obt-notice heading=${`${clientId} has no models.`}
      text="Get one on that machine, for example: ollama pull llama3.2"></obt-notice>`;
  }
  const inMemory = new Map(loaded.map((each) => [each.name, each]));
  const onDisk = new Set(models.map(({ name }) => name));
  const rows = [
    ...loaded.filter(({ name }) => !onDisk.has(name)).map((each) => ({ ...each, isGone: true })),
    ...models.filter(({ name }) => inMemory.has(name)),
    ...models.filter(({ name }) => !inMemory.has(name)),
  ];
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Models of this client">
    <table class="installed" role="table">
    <caption class="visually-hidden">Models with their size, digest, and until when they are loaded</caption>
    <thead role="rowgroup"><tr role="row">
      <th role="columnheader" scope="col">Model</th>
      <th role="columnheader" scope="col">Loaded until</th>
      <th role="columnheader" scope="col" class="number">In VRAM</th>
      <th role="columnheader" scope="col" class="number">Size</th>
      <th role="columnheader" scope="col">Parameters</th>
      <th role="columnheader" scope="col">Quantization</th>
      <th role="columnheader" scope="col">Digest</th>
      <th role="columnheader" scope="col">Modified</th>
    </tr></thead>
    <tbody role="rowgroup">${repeat(rows, ({ name }) => name, (model) => row(model, inMemory.get(model.name)))}</tbody>
  </table></div>`;
}

function row(model, loaded) {
  const { name, remoteHost, sizeBytes, parameterSize, quantization, digest, modifiedAt } = model;
  return html`<tr role="row" data-model=${name}>
    <th role="rowheader" scope="row"><a href=${href("models", { q: name, open: name })}><bdi class="name">${name}</bdi></a></th>
    <td role="cell" data-label="loaded until">${loaded ? until(loaded) : html`<span class="muted">${UNKNOWN}</span>`}</td>
    <td role="cell" class="number" data-label="in VRAM">${loaded ? bytes(loaded.vramBytes) : UNKNOWN}</td>
    <td role="cell" class="number" data-label="size">${remoteHost ? UNKNOWN : bytes(sizeBytes)}</td>
    <td role="cell" data-label="parameters"><bdi class="clamp">${parameterSize ?? UNKNOWN}</bdi></td>
    <td role="cell" data-label="quantization"><bdi class="clamp">${remoteHost
      ? `cloud, at ${remoteHost}` : (quantization ?? UNKNOWN)}</bdi></td>
    <td role="cell" data-label="digest"><code title=${digest ?? ""}>${shortDigest(digest)}</code></td>
    <td role="cell" data-label="modified">${model.isGone
      ? "no longer on its disk"
      : modifiedAt ? html`<obt-age .at=${modifiedAt} ago></obt-age>` : UNKNOWN}</td>
  </tr>`;
}

function until({ expiresAt }) {
  return expiresAt
    ? html`<strong><time datetime=${expiresAt} title=${exactTime(expiresAt)}>${moment(expiresAt)}</time></strong>`
    : html`<strong>further notice</strong>`;
}
