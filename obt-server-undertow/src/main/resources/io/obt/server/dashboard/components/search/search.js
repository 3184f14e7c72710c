import { html } from "lit";
import { Component } from "../component.js";

const PAUSE_MILLIS = 200;

/** A search box that speaks while one types, after a short pause: fires `search` with the text as its detail. */
class Search extends Component {
  static properties = { label: {}, value: {}, hint: {} };

  render() {
    return html`<form role="search" aria-label=${this.label} @submit=${this.submit}>
      <input type="search" class="field" aria-label=${this.label} placeholder=${this.hint}
        autocomplete="off" spellcheck="false"
        .value=${this.value ?? ""} @input=${this.wait}>
    </form>`;
  }

  // A value from outside (Back, a link) replaces the text, but never while someone is typing one.
  shouldUpdate() {
    return this.timer === undefined;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.speak(), PAUSE_MILLIS);
  }

  submit(event) {
    event.preventDefault();
    this.speak();
  }

  speak() {
    clearTimeout(this.timer);
    this.timer = undefined;
    const detail = this.querySelector("input").value;
    this.dispatchEvent(new CustomEvent("search", { detail }));
  }
}

customElements.define("obt-search", Search);
