import { html, nothing, svg } from "lit";
import { exactTime, moment, shortTime } from "../../lib/format.js";
import { heightOf, length, totals } from "../../lib/history.js";
import { Component } from "../component.js";
import { words } from "../events-page/event-row.js";
import { icon, wordOf } from "../status/status.js";

const DAY_MILLIS = 86_400_000;
const TICKS = 4;
const MOST_LINES = 200;

/** What a client was when: a bar of its states, the marks of what happened to it, and the same as a list. */
class Timeline extends Component {
  static properties = { timeline: { attribute: false } };

  render() {
    const { from, to, spans, marks } = this.timeline;
    const start = Date.parse(from);
    const millis = Math.max(1, Date.parse(to) - start);
    const percent = (at) => (100 * (Date.parse(at) - start)) / millis;
    return html`
      <svg class="track" aria-hidden="true">
        <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M0 0v6" stroke-width="3"/></pattern>
        ${spans.map((each) => piece(each, percent))}
        ${marks.map((each) => svg`<svg class="mark" x=${`${percent(each.at)}%`} y="40"><path d="M0 0 5 9H-5z"/></svg>`)}
      </svg>
      <div class="axis muted" aria-hidden="true">${Array.from({ length: TICKS + 1 }, (_, i) => html`<span>${
        shortTime(start + (millis * i) / TICKS, millis <= DAY_MILLIS)}</span>`)}</div>
      <ul class="legend" aria-label="How long it was so">${totals(spans, lengthOf).map(([status, sum]) => html`<li>
        ${icon(status)}${wordOf(status)} <span class="muted">${length(sum)}</span></li>`)}</ul>
      ${this.lines(spans, marks)}
    `;
  }

  lines(spans, marks) {
    const all = [
      ...spans.map((each) => ({ at: each.from, line: spanLine(each) })),
      ...marks.map((each) => ({ at: each.at, line: markLine(each) })),
    ].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
    const more = all.length - MOST_LINES;
    return html`
      <ol class="moments" aria-label="What it was, newest first">${all.slice(0, MOST_LINES).map(({ line }) => line)}</ol>
      ${more > 0 ? html`<p class="muted">What was before is in its events.</p>` : nothing}
    `;
  }
}

const lengthOf = ({ from, to }) => Date.parse(to) - Date.parse(from);

function piece({ status, from, to }, percent) {
  const height = (36 * heightOf(status)) / 100;
  const width = percent(to) - percent(from);
  return svg`<rect data-status=${status} x=${`${percent(from)}%`} y=${36 - height} width=${`${width}%`}
    height=${height}/>`;
}

const time = (at) => html`<time datetime=${at} title=${exactTime(at)}>${moment(at)}</time>`;

function spanLine(span) {
  const { status, from, reason } = span;
  return html`<li data-span=${status}>
    <span class="when muted">${time(from)}</span>
    <span class="what"><obt-status .status=${status}></obt-status>
      <span class="muted">for ${length(lengthOf(span))}</span></span>
    ${reason ? html`<bdi class="clamp" title=${reason}>${reason}</bdi>` : nothing}</li>`;
}

function markLine({ at, type, detail }) {
  return html`<li data-mark=${type}>
    <span class="when muted">${time(at)}</span>
    <span class="what"><svg class="state-icon mark" viewBox="-8 -3 16 16" aria-hidden="true"><path d="M0 0 5 9H-5z"/></svg>
      ${words(type)}</span>
    <bdi class="clamp" title=${detail}>${detail}</bdi></li>`;
}

customElements.define("obt-timeline", Timeline);
