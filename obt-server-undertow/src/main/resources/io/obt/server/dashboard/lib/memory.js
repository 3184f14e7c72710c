/** What this browser remembers of how one likes the page: no data of the fleet. Where it may not, until the page is left. */
const unkept = new Map();

export function remembered(name) {
  try {
    return localStorage.getItem(`obt-${name}`) ?? unkept.get(name) ?? "";
  } catch {
    return unkept.get(name) ?? "";
  }
}

export function remember(name, value) {
  unkept.set(name, value);
  try {
    localStorage.setItem(`obt-${name}`, value);
  } catch {
    // It may keep nothing.
  }
}
