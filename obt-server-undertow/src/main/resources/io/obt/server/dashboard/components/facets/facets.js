import { html, nothing } from "lit";
import { count, plural } from "../../lib/format.js";
import { Component } from "../component.js";
import { icon, wordOf } from "../status/status.js";

/** What each facet of the clients is called; `many` when several of its values can be asked for at once. */
const FACETS = {
  status: { label: "Status", many: true },
  label: { label: "Label", many: true },
  ollamaVersion: { label: "Ollama" },
  gpu: { label: "GPU" },
  model: { label: "Has the model" },
};

const VALUES_SHOWN = 7;
const WIDE = matchMedia("(min-width: 110rem)");

/**
 * How a list can be narrowed: the values of each facet with their counts, checked where they are asked for. Fires
 * `narrow` with the parameters that then hold. On wide screens it stands beside the list, on others it opens.
 */
class Facets extends Component {
  static properties = { facets: { attribute: false }, params: { attribute: false } };

  render() {
    const asked = Object.keys(FACETS).flatMap((name) => this.asked(name)).length;
    return html`<details ?open=${WIDE.matches}>
      <summary class="button">Filters${asked > 0 ? html` <span class="muted">${count(asked)} on</span>` : nothing}</summary>
      ${(this.facets?.facets ?? []).map((facet) => this.facet(facet))}
    </details>`;
  }

  asked(name) {
    return [this.params[name] ?? []].flat().map((value) => (name === "status" ? value.toUpperCase() : value));
  }

  facet({ name, values, more = 0 }) {
    const asked = this.asked(name);
    // What is asked for stays in sight, though nobody has it or others are more common.
    const unlisted = asked.filter((value) => !values.some((each) => each.value === value));
    const all = [...unlisted.map((value) => ({ value })), ...values];
    if (all.length === 0 || !Object.hasOwn(FACETS, name)) {
      return nothing;
    }
    const [shown, rest] = [all.slice(0, VALUES_SHOWN), all.slice(VALUES_SHOWN)];
    const draw = (each) => this.choice(name, each, asked);
    return html`<fieldset>
      <legend>${FACETS[name].label}</legend>
      ${shown.map(draw)}
      ${rest.length > 0 ? html`<details><summary>${count(rest.length)} more</summary>${rest.map(draw)}</details>` : nothing}
      ${more > 0 ? html`<p class="muted">and ${plural(more, "rarer one")}</p>` : nothing}
    </fieldset>`;
  }

  choice(name, { value, count: n }, asked) {
    return html`<label data-facet=${name} title=${value}>
      <input type="checkbox" .checked=${asked.includes(value)}
        @change=${({ target }) => this.narrow(name, value, target.checked)}>
      ${name === "status" ? html`${icon(value)}<span class="value">${wordOf(value)}</span>` : html`<bdi class="value">${value}</bdi>`}
      <span class="muted">${n === undefined ? "" : count(n)}</span></label>`;
  }

  narrow(name, value, on) {
    const before = FACETS[name].many ? this.asked(name).filter((each) => each !== value) : [];
    const now = on ? [...before, value] : before;
    const detail = { [name]: FACETS[name].many ? now.map((each) => (name === "status" ? each.toLowerCase() : each)) : now[0] };
    this.dispatchEvent(new CustomEvent("narrow", { detail }));
  }
}

customElements.define("obt-facets", Facets);
