import { html, nothing } from "lit";
import { href } from "../../lib/route.js";
import { Component } from "../component.js";
import { skeleton } from "../notice/notice.js";
import "../status/status.js";

/** One client: its name and its state with the reason. */
class ClientPage extends Component {
  static properties = {
    store: { attribute: false },
    session: { attribute: false },
    view: { attribute: false },
    params: { attribute: false },
    problem: { attribute: false },
  };

  render() {
    const { client } = this.view;
    return html`
      <div class="head">
        <h1 tabindex="-1"><bdi class="clamp">${this.params.id}</bdi></h1>
        ${client ? html`<obt-status .status=${client.status} .since=${client.statusSince}></obt-status>` : nothing}
      </div>
      ${this.body()}
    `;
  }

  body() {
    const { client } = this.view;
    if (this.problem) {
      return html`<obt-notice heading="The server does not show this client." .text=${this.problem.message}
        .action=${{ href: href("clients"), label: "Show all clients" }}></obt-notice>`;
    }
    return client ? html`<p><bdi class="clamp">${client.statusReason}</bdi></p>` : skeleton;
  }
}

customElements.define("obt-client-page", ClientPage);
