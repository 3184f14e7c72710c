import { LitElement } from "lit";

/** A component in the page's own tree: one set of stylesheets reaches it, and labels and ids work across components. */
export class Component extends LitElement {
  createRenderRoot() {
    return this;
  }
}
