/** How many rows a page of a list has. */
export const PAGE_SIZE = 100;

/** The same for the models, each of which is a row of up to 30 cells. */
export const MODELS_SIZE = 50;

/** Up to here the home page has a card for each client. */
export const MOST_CARDS = 60;

/** The parameters of each page; those of the lists have the server's own names. */
const PARAMS = {
  fleet: [],
  clients: ["q", "status", "model", "label", "ollamaVersion", "gpu", "selected", "sort", "cursor", "from"],
  client: ["id", "tab", "window", "cursor", "from"],
  models: ["q", "drift", "loaded", "single", "client", "family", "label", "by", "open", "sort", "cursor", "from"],
  events: ["type", "clientId", "groupId", "cursor", "from"],
  audit: ["cursor", "from"],
  connect: [],
};

/** Parameters that can be there more than once: their value is a list. */
const REPEATED = new Set(["status", "label"]);

/** Pages that stand as a tab of another in the URL: `#/events?tab=audit`. */
const TABS = { audit: "events" };

/** Pages about one thing of another's list, which is named in the path: `#/clients/gpu-01`. */
const DETAILS = { client: "clients" };

/**
 * What the URL's hash asks for: `#/clients?q=gpu` is `{page: "clients", params: {q: "gpu"}}`, and `#/clients/gpu-01` is
 * `{page: "client", params: {id: "gpu-01"}}`.
 */
export function parse(hash) {
  const [path, ...query] = hash.replace(/^#?\/?/, "").split("?");
  const given = new URLSearchParams(query.join("?"));
  const [list, ...rest] = path.split("/");
  const detail = rest.length === 1 && Object.keys(DETAILS).find((each) => DETAILS[each] === list);
  if (detail) {
    given.set("id", decoded(rest[0]));
  }
  const page = detail && given.get("id") ? detail : pageOf(path, given.get("tab"));
  const known = Object.hasOwn(PARAMS, page) ? PARAMS[page] : [];
  const params = {};
  for (const name of known.filter((each) => given.get(each))) {
    params[name] = REPEATED.has(name) ? given.getAll(name).filter(Boolean) : given.get(name);
  }
  return { page, params };
}

function pageOf(path, tab) {
  if (Object.hasOwn(TABS, tab) && TABS[tab] === path) {
    return tab;
  }
  // A tab and a detail have no address but theirs.
  return path === "" ? "fleet" : Object.hasOwn(TABS, path) || Object.hasOwn(DETAILS, path) ? "" : path;
}

/** What somebody wrote by hand may be no encoding at all: then it names nothing. */
function decoded(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return "";
  }
}

/** The page that one finds this one on: of a tab the page it belongs to, of a detail the list. */
export const homeOf = (page) => HOMES.get(page) ?? page;

const HOMES = new Map(Object.entries({ ...TABS, ...DETAILS }));

/** The hash that leads to a page; parameters without a value are left out. */
export function href(page, params = {}) {
  const home = homeOf(page);
  if (Object.hasOwn(DETAILS, page)) {
    const { id, ...others } = params;
    const query = queryOf(others);
    return `#/${home}/${encodeURIComponent(id)}${query ? `?${query}` : ""}`;
  }
  const query = queryOf(home === page ? params : { tab: page, ...params });
  return `#/${home === "fleet" ? "" : home}${query ? `?${query}` : ""}`;
}

/** What a page shows, as paths of the API. */
export function requests({ page, params }) {
  const { from, selected, open, q = "", ...filters } = params;
  switch (page) {
    case "fleet":
      return {
        attention: "attention?limit=10",
        clients: `clients?limit=${MOST_CARDS}`,
        loaded: "matrix?loaded=true&limit=50",
      };
    case "client":
      return ofClient(params);
    case "clients": {
      const { sort, cursor } = params;
      const query = queryOfClients(params);
      return {
        list: `clients?${[query, queryOf({ sort, cursor, history: true, limit: PAGE_SIZE })].filter(Boolean).join("&")}`,
        facets: `facets?${query}`,
      };
    }
    case "models":
      return {
        list: `matrix?${queryOf({ q: q.trim(), ...filters, limit: MODELS_SIZE })}`,
        facets: "facets",
        ...(open && { open: `models/${encodeURIComponent(open)}` }),
      };
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

/** Which clients the page of clients shows, as a query of the API. */
export function queryOfClients({ q = "", status, label, model, ollamaVersion, gpu }) {
  return queryOf({ q: q.trim(), status, label, model, ollamaVersion, gpu });
}

/** The client itself, what its tab shows besides, and its last event, which tells of one that is forgotten. */
function ofClient({ id, tab, window = "24h", cursor }) {
  const path = `clients/${encodeURIComponent(id)}`;
  const events = (limit, more) => `events?${queryOf({ clientId: id, sort: "-id", limit, ...more })}`;
  return {
    client: path,
    ...(tab === "timeline" && { timeline: `${path}/timeline?${queryOf({ window })}` }),
    ...(tab === "events" ? { list: events(PAGE_SIZE, { cursor }) } : { last: events(1) }),
  };
}

function queryOf(params) {
  const given = Object.entries(params).flatMap(([name, value]) => [value].flat().map((each) => [name, each]));
  return new URLSearchParams(given.filter(([, value]) => value !== undefined && value !== "")).toString();
}
