const ALL = "*";
const SEPARATOR = ",";

/** So long a list of ids may be in the address. */
const ADDRESS_LIMIT = 1_000;

/** Which clients are chosen: these, or all that the filters match. Immutable. */
export class Selection {
  /** `ids` is of no meaning where `all` is true. */
  constructor(ids = new Set(), all = false) {
    this.ids = ids;
    this.all = all;
  }

  static parse(param) {
    return param === ALL ? new Selection(new Set(), true) : new Selection(new Set(param?.split(SEPARATOR).filter(Boolean)));
  }

  /** How it stands in the address; undefined when it is empty or too long for that. */
  get param() {
    const text = this.all ? ALL : [...this.ids].join(SEPARATOR);
    return text === "" || text.length > ADDRESS_LIMIT ? undefined : text;
  }

  get isEmpty() {
    return !this.all && this.ids.size === 0;
  }

  has(id) {
    return this.all || this.ids.has(id);
  }

  /** With those in or out. Taking some out of all leaves what else is of `shown`. */
  with(ids, isIn, shown) {
    const now = new Set(this.all ? shown : this.ids);
    ids.forEach((id) => (isIn ? now.add(id) : now.delete(id)));
    return new Selection(now);
  }
}

export const EVERYTHING = Selection.parse(ALL);
export const NOTHING = new Selection();
