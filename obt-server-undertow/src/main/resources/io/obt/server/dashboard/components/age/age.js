import { html } from "lit";
import { clock } from "../../lib/clock.js";
import { exactTime, span } from "../../lib/format.js";
import { Component } from "../component.js";

const JUST_NOW_MILLIS = 15_000;

/** How long ago something was, counting on by itself, the exact time behind it. With `ago`, as a moment: "3 h ago". */
class Age extends Component {
  static properties = { at: {}, ago: { type: Boolean } };

  connectedCallback() {
    super.connectedCallback();
    this.unsubscribe = clock.subscribe(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.unsubscribe();
  }

  render() {
    return html`<time datetime=${this.at} title=${exactTime(this.at)}>${this.words()}</time>`;
  }

  words() {
    const millis = clock.now() - Date.parse(this.at);
    if (!this.ago) {
      return span(millis);
    }
    return millis < JUST_NOW_MILLIS ? "just now" : `${span(millis)} ago`;
  }
}

customElements.define("obt-age", Age);
