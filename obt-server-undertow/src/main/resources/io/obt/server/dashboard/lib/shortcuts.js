import { remember, remembered } from "./memory.js";

const SEQUENCE_MILLIS = 1_500;
const TYPED_IN = "input:not([type=checkbox], [type=radio]), select, textarea";

/**
 * Keys that do something wherever one is: `commands` by what is pressed, "j" or "g c". A command that answers false has
 * left the key to the browser. Those that are single characters can be switched off, since who dictates types them by
 * chance (WCAG 2.1.4).
 */
export class Shortcuts {
  #commands;
  #begun = "";
  #timer = 0;

  constructor(commands) {
    this.#commands = new Map(Object.entries(commands));
    addEventListener("keydown", (event) => this.#pressed(event));
  }

  get areOn() {
    return remembered("shortcuts") !== "off";
  }

  set areOn(on) {
    remember("shortcuts", on ? "" : "off");
  }

  #pressed(event) {
    const { key, target } = event;
    // What a browser fills in by itself comes as a key without a name.
    const isTyped = key?.length === 1;
    const isMeant = key !== undefined && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.altKey
      && !(isTyped && (target.matches?.(TYPED_IN) || !this.areOn)) && !document.querySelector("dialog[open]");
    if (!isMeant) {
      return;
    }
    const keys = this.#begun ? `${this.#begun} ${key}` : key;
    this.#begin("");
    const command = this.#commands.get(keys);
    if (command && command() !== false) {
      event.preventDefault();
    } else if ([...this.#commands.keys()].some((each) => each.startsWith(`${keys} `))) {
      this.#begin(keys);
    }
  }

  #begin(keys) {
    clearTimeout(this.#timer);
    this.#begun = keys;
    this.#timer = setTimeout(() => (this.#begun = ""), SEQUENCE_MILLIS);
  }
}
