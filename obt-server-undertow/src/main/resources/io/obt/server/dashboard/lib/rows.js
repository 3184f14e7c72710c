/** The rows of the page's tables, and the one that has the focus: what the keys j, k, Enter and x are about. */
const ROWS = "main tbody tr:not(.why)";

const focused = () => document.activeElement?.closest(ROWS) ?? null;

/** Puts the focus on the row `step` further, or on the first; false when there is none. */
export function moveBy(step) {
  const rows = [...document.querySelectorAll(ROWS)];
  const at = rows.indexOf(focused());
  const row = rows[at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)];
  if (!row) {
    return false;
  }
  row.tabIndex = -1;
  row.focus();
  return true;
}

/** Follows the row's link; false when not the row itself has the focus. */
export function open() {
  const row = document.activeElement?.matches(ROWS) ? document.activeElement : null;
  const link = row?.querySelector("th a") ?? row?.querySelector("a");
  link?.click();
  return Boolean(link);
}

/** Tells the page, by the event `row-select` from the row that has the focus, that it is meant; false when none has. */
export function select() {
  const row = focused();
  row?.dispatchEvent(new CustomEvent("row-select", { bubbles: true }));
  return Boolean(row);
}
