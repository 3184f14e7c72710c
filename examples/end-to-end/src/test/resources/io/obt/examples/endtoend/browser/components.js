import { html, render } from "lit";
import "{{base}}/components/announcement/announcement.js";
import "{{base}}/components/attention/attention.js";
import "{{base}}/components/banner/banner.js";
import "{{base}}/components/cards/cards.js";
import { clientRow } from "{{base}}/components/clients-page/client-row.js";
import "{{base}}/components/connect/connect.js";
import "{{base}}/components/connection/connection.js";
import "{{base}}/components/counters/counters.js";
import { eventRow, groupRows } from "{{base}}/components/events-page/event-row.js";
import "{{base}}/components/facets/facets.js";
import "{{base}}/components/finder/finder.js";
import { heartbeat } from "{{base}}/components/heartbeat/heartbeat.js";
import "{{base}}/components/help/help.js";
import "{{base}}/components/login/login.js";
import "{{base}}/components/meter/meter.js";
import { legend } from "{{base}}/components/models-page/cell.js";
import { matrixTable } from "{{base}}/components/models-page/matrix-table.js";
import { skeleton } from "{{base}}/components/notice/notice.js";
import "{{base}}/components/pager/pager.js";
import "{{base}}/components/search/search.js";
import "{{base}}/components/selection/selection.js";
import "{{base}}/components/theme/theme.js";
import "{{base}}/components/timeline/timeline.js";
import "{{base}}/components/user/user.js";
import "{{base}}/components/welcome/welcome.js";
import { Selection } from "{{base}}/lib/selection.js";

// Every component in all its states, by made-up data: what a change to the stylesheets or to one of them does to all.

const at = new Date(Date.now() - 185_000).toISOString();
const LONG = "a-name-that-is-as-long-as-the-grammar-of-names-lets-it-be-0123456";
const STATES = [
  "ONLINE", "DEGRADED", "STALE", "OFFLINE", "LEFT", "DONE", "REFUSED", "FAILED", "DRIFT", "CONFLICT", "FLAPPING", "DISK",
  "NOT_LISTENING", "UNKNOWN",
];

const counts = { total: 60, online: 52, degraded: 3, stale: 2, offline: 2, left: 1 };
const fleet = {
  server: { version: "0.1.0", demo: false, insecure: false, serverTime: new Date().toISOString() },
  store: { available: true },
  clients: counts,
  models: { distinct: 12, drifting: 1, installedBytes: 76e9 },
  operations: { running: 0 },
  disk: { totalBytes: 2e12, freeBytes: 4e11 },
};
const ADMIN = { name: "anna", role: "ADMIN", tokens: true };
const VIEWER = { name: LONG, role: "VIEWER", tokens: true };
const OPEN = { name: "anyone", role: "ADMIN", tokens: false };
const token = { id: "1", secret: `obt_join_${"x".repeat(43)}`, usesLeft: 10, expiresAt: at };

const clients = ["ONLINE", "DEGRADED", "STALE", "OFFLINE", "LEFT"].map((status, i) => ({
  clientId: i === 1 ? LONG : `gpu-0${i}`,
  status,
  statusSince: at,
  statusReason: "Ollama does not answer at http://localhost:11434. Is it running? Try: ollama serve",
  labels: i === 1 ? Object.fromEntries(["a", "b", "c", "d"].map((key) => [key, LONG])) : { site: "lab" },
  modelCount: i,
  loadedCount: i % 2,
  ollama: { version: "0.21.0" },
  lastSeen: at,
  flapping: i === 2,
  history: "-".repeat(8) + "O".repeat(20) + "DXLN".repeat(5),
  hardware: { hostName: "h", memoryBytes: 64e9, gpus: i === 0 ? [{ name: "NVIDIA RTX A6000" }, { name: "NVIDIA RTX A6000" }] : [] },
}));
const variant = (digest, clientCount) => ({ digest, sizeBytes: 2e9, clientCount, clients: ["gpu-00", "gpu-01"] });
const model = {
  name: "llama3.2:latest", family: "llama", parameterSize: "3.2B", quantization: "Q4_K_M", sizeBytes: 2e9,
  clientCount: 4, onlineCount: 3, loadedCount: 1, drift: false, variants: [variant("a80c4f17acd5", 4)],
};
const drifting = { ...model, name: LONG, drift: true, variantCount: 2, variants: [variant("a80c4f17acd5", 3), variant("17177962e713", 2)] };
const alone = { ...model, name: "qwen3:32b", clientCount: 1, onlyClient: LONG, totalBytes: 2e9 };
const head = (label) => html`<th role="columnheader" scope="col">${label}</th>`;
const matrix = (parts, open) => html`<div class="models">${matrixTable(parts, { total: 5, gone: new Set(), open, opened: drifting,
  heads: { name: head("Model"), size: head("Size"), clients: head("Clients"), loaded: head("Loaded") }, here: () => "#/" })}</div>`;
const hour = (h) => new Date(Date.UTC(2026, 0, 1, h)).toISOString();
const timeline = {
  from: hour(0),
  to: hour(24),
  spans: ["UNKNOWN", "ONLINE", "DEGRADED", "OFFLINE", "NOT_LISTENING", "LEFT"].map((status, i) => ({
    status, from: hour(4 * i), to: hour(4 * i + 4), reason: status === "DEGRADED" ? `Ollama does not answer at ${LONG}` : undefined,
  })),
  marks: [{ at: hour(4), type: "CLIENT_REGISTERED", detail: "It registered." }, { at: hour(24), type: "CLIENT_FLAPPING", detail: LONG }],
};
const facets = {
  total: 5,
  facets: [
    { name: "status", values: STATES.slice(0, 5).map((value, i) => ({ value, count: i + 1 })) },
    { name: "label", values: Array.from({ length: 20 }, (_, i) => ({ value: `${LONG}=${i}`, count: 20 - i })), more: 1 },
    { name: "gpu", values: [] },
  ],
};
const events = ["CLIENT_OFFLINE", "CLIENT_OFFLINE", "FLEET_CONTACT_LOST"].map((type, i) => ({
  id: i, type, at, groupId: "g", clientId: type.startsWith("CLIENT") ? `gpu-0${i}` : undefined, detail: "Lost contact.",
}));

const store = (more) => ({ dataAt: Date.now() - 5_000, lostAt: Date.now() - 5_000, retryAt: Date.now() + 600_000, fleet, ...more });
const list = (total, nextCursor) => ({ items: Array(Math.min(total, 100)).fill({}), total, nextCursor });
const table = (rows) => html`<div class="scroll"><table role="table"><tbody role="rowgroup">${rows}</tbody></table></div>`;

const SECTIONS = {
  Status: STATES.map((status) => html`<p><obt-status .status=${status} .since=${at}></obt-status></p>`),
  Age: html`<obt-age .at=${at}></obt-age>, <obt-age .at=${at} ago></obt-age>, <obt-age .at=${new Date().toISOString()} ago></obt-age>`,
  "Connection chip": ["connecting", "live", "reconnecting", "paused", "lost"].map((phase) => html`
    <obt-connection-chip .store=${store()} .phase=${phase}></obt-connection-chip>`),
  "Server lost": html`<obt-server-lost .store=${store()} .phase=${"lost"}></obt-server-lost>`,
  Banners: html`<obt-banners .fleet=${fleet} .firstVersion=${"0.0.9"}></obt-banners>
    <obt-banners .fleet=${{ ...fleet, server: { ...fleet.server, demo: true, insecure: true },
      store: { available: false, since: at, detail: "connection refused" }, contactLost: { clients: 39, since: at } }}></obt-banners>`,
  Counters: html`<obt-counters .fleet=${fleet} .loadedModels=${4}></obt-counters>`,
  Attention: html`<obt-attention .items=${clients.slice(1, 4).map(({ clientId, status, statusSince, statusReason }) => ({
    key: clientId, status, name: clientId, href: "#/", since: statusSince, reason: statusReason,
    command: status === "STALE" ? "ollama pull llama3.2" : undefined }))}></obt-attention>`,
  Command: html`<obt-command .command=${"ollama pull llama3.2"}></obt-command>
    <obt-command .command=${`first line\n  second line ${LONG}`}></obt-command>`,
  Notice: html`<obt-notice heading="0 of 312 clients match." text="Nothing is like that."
    .action=${{ href: "#/", label: "Clear filter" }}></obt-notice><obt-notice heading="Alone."></obt-notice>`,
  Skeleton: skeleton,
  Pager: html`<obt-pager page="clients" unit="client" .params=${{}} .list=${list(1)}></obt-pager>
    <obt-pager page="clients" unit="client" .params=${{ from: 100 }} .list=${list(312, "next")}></obt-pager>`,
  Search: html`<obt-search label="Search these" hint="Name, label or host"></obt-search>
    <obt-search label="Search those" .value=${"gpu"}></obt-search>`,
  Announcement: html`<p>For who listens: <obt-announcement .text=${"3 clients"}></obt-announcement></p>`,
  Copy: html`<obt-copy .text=${() => "x"}></obt-copy> <obt-copy label="Copy as JSON" .text=${() => "{}"}></obt-copy>`,
  Finder: html`<obt-finder .found=${{ q: "g", clients: { items: clients.slice(0, 3), total: 9 },
    models: { items: [model, drifting], total: 2 } }} .at=${1}></obt-finder>`,
  User: html`<obt-user .session=${ADMIN}></obt-user> <obt-user .session=${VIEWER}></obt-user>`,
  Theme: html`<obt-theme></obt-theme>`,
  Help: html`<obt-help .shortcuts=${{ areOn: true }}></obt-help>`,
  Login: html`<obt-login .store=${store()} .problem=${"This token does not do."}></obt-login>`,
  "Connect, to a viewer": html`<obt-connect .store=${store()} .session=${VIEWER}></obt-connect>`,
  "Connect, before a token": html`<obt-connect .store=${store()} .session=${ADMIN}></obt-connect>`,
  "Connect, with a token": html`<obt-connect .store=${store()} .session=${ADMIN} .token=${token}></obt-connect>`,
  "Connect, where none is asked for": html`<obt-connect .store=${store()} .session=${OPEN} .form=${"systemd"}></obt-connect>`,
  Arrivals: html`<obt-arrivals .store=${store()} .session=${ADMIN}
    .arrived=${[{ type: "CLIENT_ONLINE", clientId: "gpu-01", at, detail: "Ollama 0.21" }]}></obt-arrivals>`,
  Welcome: html`<obt-welcome .store=${store()} .session=${OPEN}></obt-welcome>`,
  "Rows of clients": html`<div class="clients">${table(clients.map((client) => clientRow(client, {
    gone: client.status === "LEFT", chosen: client.status === "STALE", choose: () => {} })))}</div>`,
  "Models and clients": [legend, matrix({ columns: clients, items: [{ ...model, cells: "Lold?" }, { ...drifting, cells: "?-odL" }, { ...alone, cells: "-oc--" }] }, LONG)],
  "Models and groups": matrix({ by: "site", groups: [{ value: LONG, clients: 40 }, { clients: 2 }],
    items: [{ ...model, groupCounts: [{ installed: 30, loaded: 2, other: 12, cloud: 1, unknown: 9 },
      { installed: 0, loaded: 0, other: 0, cloud: 0, unknown: 0 }] }] }),
  Cards: html`<obt-cards .clients=${clients} .matrix=${{ columns: clients, items: [{ ...model, cells: "Llod-" }, { ...drifting, cells: "L----" }] }}></obt-cards>`,
  Facets: html`<obt-facets .facets=${facets} .params=${{ status: ["offline"], gpu: LONG }}></obt-facets>`,
  Heartbeat: [heartbeat(clients[0].history), heartbeat("O".repeat(48)), heartbeat("-".repeat(48))],
  Meter: [10, 92, 99].map((used) => html`<p><obt-meter .used=${used * 1e9} .total=${1e11} what="of the disk" alarming></obt-meter></p>`),
  Selection: html`<obt-selection .session=${ADMIN} .selection=${Selection.parse(`gpu-00,${LONG}`)} .total=${312}
    .shown=${["gpu-00"]} query=""></obt-selection>`,
  Timeline: html`<obt-timeline .timeline=${timeline}></obt-timeline>`,
  "Rows of events": html`<div class="log">${table([
    eventRow({ ...events[0], id: 9 }), groupRows({ key: "g", events }, false), groupRows({ key: "h", events }, true)])}</div>`,
};

// One at a time, so that ids and landmarks are alone as they are on a page.
function show() {
  const name = decodeURIComponent(location.hash.slice(1));
  const shown = name ? { [name]: SECTIONS[name] } : SECTIONS;
  render(html`<h1>Components</h1>${Object.entries(shown).map(([heading, body]) => html`
    <section><h2>${heading}</h2>${body}</section>`)}`, document.querySelector("main"));
}

window.sections = Object.keys(SECTIONS);
addEventListener("hashchange", show);
show();
