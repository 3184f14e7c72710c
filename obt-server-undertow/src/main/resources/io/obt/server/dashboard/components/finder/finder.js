import { html, nothing } from "lit";
import { plural } from "../../lib/format.js";
import { href } from "../../lib/route.js";
import { Component } from "../component.js";
import { icon, wordOf } from "../status/status.js";

const PAUSE_MILLIS = 200;

/** In the header: finds clients and models by what one types, grouped, and leads to the one chosen. */
class Finder extends Component {
  static properties = { store: { attribute: false }, found: { state: true }, at: { state: true }, problem: { state: true } };

  constructor() {
    super();
    this.at = -1;
    this.addEventListener("focusout", ({ relatedTarget }) => this.contains(relatedTarget) || this.close());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.close();
  }

  render() {
    const isOpen = this.found !== undefined || this.problem !== undefined;
    return html`<div role="search" aria-label="Everything">
      <input type="text" class="field" role="combobox" aria-label="Search clients and models" placeholder="Search   /"
        autocomplete="off" spellcheck="false" aria-autocomplete="list" aria-controls="found" aria-expanded=${String(isOpen)}
        aria-activedescendant=${this.at < 0 ? nothing : `found-${this.at}`} @input=${this.wait} @keydown=${this.pressed}>
      <div class="found" ?hidden=${!isOpen}>
        <div id="found" role="listbox" aria-label="Found">${this.groups()}</div>
        <p role="status" class="muted">${this.words()}</p>
      </div>
    </div>`;
  }

  words() {
    if (this.problem) {
      return this.problem;
    }
    const { clients, models } = this.found ?? {};
    return clients && `${plural(clients.total, "client")}, ${plural(models.total, "model")}`;
  }

  /** What can be chosen, in its order: `{group, name, href, status?}`. */
  get choices() {
    const { q, clients, models } = this.found ?? { clients: { items: [] }, models: { items: [] } };
    const all = (group, page, { total, items }) =>
      total > items.length ? [{ group, name: `All ${plural(total, page.slice(0, -1))}`, href: href(page, { q }) }] : [];
    return [
      ...clients.items.map(({ clientId, status }) =>
        ({ group: "Clients", name: clientId, status, href: href("client", { id: clientId }) })),
      ...all("Clients", "clients", clients),
      ...models.items.map(({ name }) => ({ group: "Models", name, href: href("models", { q: name }) })),
      ...all("Models", "models", models),
    ];
  }

  groups() {
    const choices = this.choices.map((choice, i) => ({ ...choice, i }));
    return ["Clients", "Models"].map((group) => {
      const own = choices.filter((choice) => choice.group === group);
      return own.length === 0 ? nothing : html`<div role="group" aria-labelledby=${`found-${group}`}>
        <div id=${`found-${group}`} class="muted" role="presentation">${group}</div>${own.map((choice) => this.option(choice))}</div>`;
    });
  }

  // A click chooses at the press of the button, before the field loses the focus and the list is gone.
  option({ i, name, status, href: link }) {
    return html`<div id=${`found-${i}`} role="option" aria-selected=${String(i === this.at)}
      @mousedown=${() => this.choose(link)}>${status
        ? html`${icon(status)}<span class="visually-hidden">${wordOf(status)}</span>` : nothing}
      <bdi class="clamp">${name}</bdi></div>`;
  }

  get field() {
    return this.querySelector("input");
  }

  pressed(event) {
    const { length } = this.choices;
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp":
        event.preventDefault();
        if (length > 0) {
          const first = event.key === "ArrowDown" ? 0 : length - 1;
          this.at = this.at < 0 ? first : (this.at + (event.key === "ArrowDown" ? 1 : length - 1)) % length;
        }
        break;
      case "Enter":
        event.preventDefault();
        this.enter();
        break;
      case "Escape":
        if (this.found || this.problem) {
          event.preventDefault();
          this.close();
        }
        break;
      default:
    }
  }

  /** What is marked, or the first found; before anything is found, the clients that are searched for. */
  enter() {
    const choice = this.choices[Math.max(this.at, 0)];
    const q = this.field.value.trim();
    if (choice && this.found.q === q) {
      this.choose(choice.href);
    } else if (q) {
      this.choose(href("clients", { q }));
    }
  }

  choose(link) {
    this.field.value = "";
    this.close();
    this.field.blur();
    location.hash = link;
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    Object.assign(this, { found: undefined, problem: undefined, at: -1 });
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.find(this.field.value.trim()), PAUSE_MILLIS);
  }

  async find(q) {
    this.asking?.abort();
    if (q === "") {
      this.close();
      return;
    }
    const asking = new AbortController();
    this.asking = asking;
    try {
      const found = { q, ...(await this.store.find(q, asking.signal)) };
      if (!asking.signal.aborted) {
        Object.assign(this, { found, problem: undefined, at: -1 });
      }
    } catch (error) {
      if (!asking.signal.aborted) {
        Object.assign(this, { found: undefined, problem: error.status ? error.message : "The server does not answer." });
      }
    }
  }
}

customElements.define("obt-finder", Finder);
