import { html, nothing } from "lit";
import { ORIGIN } from "../../lib/api.js";
import { Component } from "../component.js";

/** What stands in place of every page until the server has been shown a token; the address stays what it was. */
class Login extends Component {
  static properties = { store: { attribute: false }, problem: { state: true } };

  render() {
    return html`
      <h1 tabindex="-1">Log in</h1>
      ${ORIGIN === "" ? this.form() : ELSEWHERE}
    `;
  }

  form() {
    return html`<form @submit=${this.submit}>
      <label for="token">Token</label>
      <div class="tools">
        <input id="token" type="password" class="field" required autocomplete="off" spellcheck="false"
          aria-describedby="token-problem token-source" aria-invalid=${this.problem ? "true" : nothing}>
        <button type="submit" class="button">Log in</button>
      </div>
      <p id="token-problem" role="alert">${this.problem}</p>
      <p id="token-source" class="muted">Who runs the server finds one in the file <code>admin-token</code> in its data
        directory, or makes one: <code>obt token create --name you --role viewer</code></p>
    </form>`;
  }

  async submit(event) {
    event.preventDefault();
    const field = this.querySelector("input");
    const token = field.value.trim();
    field.value = "";
    try {
      await this.store.logIn(token);
      this.problem = undefined;
    } catch (error) {
      this.problem = error.message;
      field.focus();
    }
  }
}

// The cookie of a session is for the server's own pages alone.
const ELSEWHERE = html`<p>This page shows the server at <a href=${ORIGIN}>${ORIGIN}</a>, which wants a token. Log in
  there: a browser keeps a session for that server's own pages only.</p>`;

customElements.define("obt-login", Login);
