import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { count, plural, timeOfDay } from "../../lib/format.js";
import { href } from "../../lib/route.js";
import { attention, sentence } from "../../lib/summary.js";
import "../age/age.js";
import "../attention/attention.js";
import "../cards/cards.js";
import { Component } from "../component.js";
import "../counters/counters.js";
import { skeleton } from "../notice/notice.js";
import "../welcome/welcome.js";

const MOST_LOADED = 8;

/** Home: the fleet in one sentence and in numbers, what needs a person, what runs and what just happened. */
class FleetPage extends Component {
  static properties = {
    store: { attribute: false },
    session: { attribute: false },
    fleet: { attribute: false },
    view: { attribute: false },
    events: { attribute: false },
    openedAt: { attribute: false },
    problem: { attribute: false },
  };

  render() {
    const known = this.view.clients && this.view.loaded && this.fleet.clients.total > 0;
    const { mood, headline, parts } = known ? sentence(this.fleet, this.view.loaded.total, this.view.attention) : { headline: "Fleet" };
    return html`
      <div class="hero" data-mood=${mood ?? nothing}>
        <div>
          <h1 tabindex="-1">${headline}</h1>
          ${parts ? html`<p>${parts.map(part)}.</p>` : nothing}
        </div>
        ${known ? html`<a class="button" href=${href("connect")}>Connect a client</a>` : nothing}
      </div>
      ${known ? this.body() : this.insteadOfBody()}
    `;
  }

  body() {
    return html`
      <obt-counters .fleet=${this.fleet} .loadedModels=${this.view.loaded.total}></obt-counters>
      <div class="blocks">${this.attention()}<div class="asides">${this.loaded()}${this.latest()}</div></div>
      ${this.cards()}
    `;
  }

  insteadOfBody() {
    if (this.problem) {
      return html`<obt-notice heading="The server could not answer." .text=${this.problem.message}></obt-notice>`;
    }
    return this.view.clients
      ? html`<obt-welcome .store=${this.store} .session=${this.session}></obt-welcome>`
      : skeleton;
  }

  attention() {
    if (!this.view.attention) {
      return html`<obt-notice heading="What needs attention could not be read." .text=${this.problem?.message}></obt-notice>`;
    }
    const { items, total } = this.view.attention;
    if (items.length === 0) {
      return nothing;
    }
    const more = total - items.length;
    return html`<section aria-labelledby="attention">
      <h2 id="attention">Needs attention</h2>
      <obt-attention .items=${items.map(attention)}></obt-attention>
      ${more > 0 ? html`<p><a href=${href("clients")}>${count(more)} more</a></p>` : nothing}
    </section>`;
  }

  /** A card for each client, while one can take them in. */
  cards() {
    const { items, total } = this.view.clients;
    return total > items.length
      ? html`<p class="all"><a class="button" href=${href("clients")}>All ${count(total)} clients</a></p>`
      : html`<section aria-labelledby="cards"><h2 id="cards">Clients</h2>
          <obt-cards .clients=${items} .matrix=${this.view.loaded}></obt-cards></section>`;
  }

  loaded() {
    const { items, total } = this.view.loaded;
    return html`<section aria-labelledby="loaded">
      <h2 id="loaded">Loaded now</h2>
      ${items.length === 0 ? html`<p class="muted">No model is loaded anywhere.</p>` : html`<ul class="lines">
        ${repeat(items.slice(0, MOST_LOADED), ({ name }) => name, ({ name, loadedCount }) => html`<li>
          <a href=${href("models", { q: name, open: name })}><bdi class="clamp">${name}</bdi></a>
          <span class="muted">on ${plural(loadedCount, "client")}</span></li>`)}
      </ul>`}
      ${total > MOST_LOADED
        ? html`<p><a href=${href("models", { loaded: true })}>All ${count(total)}</a></p>`
        : nothing}
    </section>`;
  }

  latest() {
    return html`<section aria-labelledby="latest">
      <h2 id="latest">Since this page was opened</h2>
      ${this.events.length === 0
        ? html`<p class="muted">No change since ${timeOfDay(this.openedAt)}. Changes appear by themselves.</p>`
        : html`<ul class="lines">${repeat(this.events, ({ id }) => id, ({ at, clientId, detail }) => html`<li>
            <span class="clamp">${clientId ? link(clientId) : nothing}<bdi>${detail}</bdi></span>
            <span class="muted"><obt-age .at=${at} ago></obt-age></span></li>`)}</ul>`}
    </section>`;
  }
}

const link = (id) => html`<a href=${href("client", { id })}><bdi>${id}</bdi></a>: `;

const part = ({ text, href: link }, i) => html`${i > 0 ? ", " : ""}${link ? html`<a href=${link}>${text}</a>` : text}`;

customElements.define("obt-fleet-page", FleetPage);
