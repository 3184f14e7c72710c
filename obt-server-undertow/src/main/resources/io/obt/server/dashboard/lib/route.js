/** How many rows a page of a list has. */
export const PAGE_SIZE = 100;

/** The parameters of each page; those of the lists have the server's own names. */
const PARAMS = {
  fleet: [],
  clients: ["q", "status", "model", "label", "sort", "cursor", "from"],
  models: ["q", "drift", "loaded", "client", "family", "cursor", "from"],
  events: ["type", "clientId", "cursor", "from"],
  audit: ["cursor", "from"],
  connect: [],
};

/** Pages that stand as a tab of another in the URL: `#/events?tab=audit`. */
const TABS = { audit: "events" };

/** What the URL's hash asks for: `#/clients?q=gpu` is `{page: "clients", params: {q: "gpu"}}`. */
export function parse(hash) {
  const [path, ...query] = hash.replace(/^#?\/?/, "").split("?");
  const given = new URLSearchParams(query.join("?"));
  const page = pageOf(path, given.get("tab"));
  const known = Object.hasOwn(PARAMS, page) ? PARAMS[page] : [];
  const params = {};
  for (const name of known.filter((each) => given.get(each))) {
    params[name] = given.get(name);
  }
  return { page, params };
}

function pageOf(path, tab) {
  if (Object.hasOwn(TABS, tab) && TABS[tab] === path) {
    return tab;
  }
  // A tab has no address but this.
  return path === "" ? "fleet" : Object.hasOwn(TABS, path) ? "" : path;
}

/** The page that one finds this one on: of a tab the page it belongs to. */
export const homeOf = (page) => (Object.hasOwn(TABS, page) ? TABS[page] : page);

/** The hash that leads to a page; parameters without a value are left out. */
export function href(page, params = {}) {
  const home = homeOf(page);
  const query = queryOf(home === page ? params : { tab: page, ...params });
  return `#/${home === "fleet" ? "" : home}${query ? `?${query}` : ""}`;
}

/** What a page shows, as paths of the API. */
export function requests({ page, params }) {
  const { from, q = "", ...filters } = params;
  switch (page) {
    case "fleet":
      return {
        clients: "clients?limit=20",
        drifting: "models?drift=true&limit=5",
        loaded: "models?loaded=true&limit=8",
      };
    case "clients":
    case "models":
      return { list: `${page}?${queryOf({ q: q.trim(), ...filters, limit: PAGE_SIZE })}` };
    case "events":
      return { list: `events?${queryOf({ sort: "-id", ...filters, limit: PAGE_SIZE })}` };
    case "audit":
      return { list: `audit?${queryOf({ ...filters, limit: PAGE_SIZE })}` };
    case "connect":
      return { list: `events?sort=-id&limit=${PAGE_SIZE}` };
    default:
      return {};
  }
}

function queryOf(params) {
  const given = Object.entries(params).filter(([, value]) => value !== undefined && value !== "");
  return new URLSearchParams(given).toString();
}
