/** How many rows a page of a list has. */
export const PAGE_SIZE = 100;

/** The parameters of each page; those of the lists have the server's own names. */
const PARAMS = {
  fleet: [],
  clients: ["q", "status", "model", "label", "sort", "cursor", "from"],
  models: ["q", "drift", "loaded", "client", "family", "cursor", "from"],
};

/** What the URL's hash asks for: `#/clients?q=gpu` is `{page: "clients", params: {q: "gpu"}}`. */
export function parse(hash) {
  const [path, ...query] = hash.replace(/^#?\/?/, "").split("?");
  const page = path === "" ? "fleet" : path;
  const given = new URLSearchParams(query.join("?"));
  const known = Object.hasOwn(PARAMS, page) ? PARAMS[page] : [];
  const params = {};
  for (const name of known.filter((each) => given.get(each))) {
    params[name] = given.get(name);
  }
  return { page, params };
}

/** The hash that leads to a page; parameters without a value are left out. */
export function href(page, params = {}) {
  const query = queryOf(params);
  return `#/${page === "fleet" ? "" : page}${query ? `?${query}` : ""}`;
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
    default:
      return {};
  }
}

function queryOf(params) {
  const given = Object.entries(params).filter(([, value]) => value !== undefined && value !== "");
  return new URLSearchParams(given).toString();
}
