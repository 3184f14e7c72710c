import { html } from "lit";
import "../copy/copy.js";

/** An answer of the API as it is, with a button that copies it. */
export function rawTab(value) {
  const json = JSON.stringify(value, null, 2);
  return html`
    <p><obt-copy .text=${() => json}></obt-copy></p>
    <pre class="raw" tabindex="0" role="region" aria-label="JSON of this client"><code>${json}</code></pre>
  `;
}
