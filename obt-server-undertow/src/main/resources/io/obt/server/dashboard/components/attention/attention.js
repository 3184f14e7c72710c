import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { Component } from "../component.js";
import "../command/command.js";
import "../status/status.js";

/** What needs a person, worst first: name, state with its age, the reason, and what to do about it. */
class Attention extends Component {
  static properties = { items: { attribute: false } };

  render() {
    return html`<ul>${repeat(this.items, ({ key }) => key, (item) => html`
      <li>
        <obt-status .status=${item.status} .since=${item.since}></obt-status>
        <div>
          <a href=${item.href}><bdi class="name">${item.name}</bdi></a>
          <p><bdi class="clamp" title=${item.reason}>${item.reason}</bdi></p>
          ${item.nextStep && !item.command ? html`<p class="next"><bdi class="clamp" title=${item.nextStep}>${item.nextStep}</bdi></p>` : nothing}
          ${item.command ? html`<p>Where it is older: <obt-command .command=${item.command}></obt-command></p>` : nothing}
        </div>
      </li>`)}</ul>`;
  }
}

customElements.define("obt-attention", Attention);
