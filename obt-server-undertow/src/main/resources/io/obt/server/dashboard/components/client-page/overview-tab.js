import { html, nothing } from "lit";
import { bytes, count, exactTime, plural } from "../../lib/format.js";
import { href } from "../../lib/route.js";
import "../age/age.js";
import "../meter/meter.js";

/** What a client says of its machine, its Ollama and its agent, with how full its disk and memories are. */
export function overviewTab(client) {
  return html`<div class="facts">
    ${block("Machine", machine(client))} ${block("Graphics", graphics(client))}
    ${block("Ollama", ollama(client))} ${block("Agent", agent(client))} ${block("Labels", labels(client))}
  </div>`;
}

function block(heading, rows) {
  const known = rows.filter(([, value]) => value !== undefined && value !== nothing && value !== "");
  return html`<section class="facts-block">
    <h2>${heading}</h2>
    ${known.length === 0
      ? html`<p class="muted">Nothing is known.</p>`
      : html`<dl>${known.map(([name, value]) => html`<div><dt><bdi>${name}</bdi></dt><dd>${value}</dd></div>`)}</dl>`}
  </section>`;
}

const text = (value) => value && html`<bdi class="clamp" title=${value}>${value}</bdi>`;

function machine({ hardware = {}, usage = {}, modelsBytes }) {
  const { hostName, os, architecture, cpuModel, cpuCores, memoryBytes, diskBytes } = hardware;
  const { cpuPercent, memoryUsedBytes, diskFreeBytes } = usage;
  return [
    ["Host", text(hostName)],
    ["System", text([os, architecture].filter(Boolean).join(", "))],
    ["Processor", text([cpuModel, cpuCores && plural(cpuCores, "core")].filter(Boolean).join(", "))],
    ["Load", cpuPercent === undefined ? undefined : `${Math.round(cpuPercent)} %`],
    ["Memory", filled(memoryUsedBytes, memoryBytes, "of memory")],
    ["Disk", disk(diskFreeBytes, diskBytes)],
    ["Models take", modelsBytes === undefined ? undefined : bytes(modelsBytes)],
  ];
}

/** How much of something is used, as a bar where both are known. */
function filled(used, total, what, alarming = false) {
  if (used === undefined || total === undefined) {
    return total === undefined ? undefined : bytes(total);
  }
  return html`<obt-meter .used=${used} .total=${total} what=${what} ?alarming=${alarming}></obt-meter>`;
}

function disk(free, total) {
  if (free === undefined || total === undefined) {
    return free === undefined ? filled(undefined, total, "") : `${bytes(free)} free`;
  }
  return filled(Math.max(0, total - free), total, "of the models' disk", true);
}

function graphics({ hardware = {}, usage = {} }) {
  if (hardware.gpus?.length === 0) {
    return [["GPU", "none"]];
  }
  return (hardware.gpus ?? []).flatMap(({ name, memoryBytes, driverVersion }, i) => {
    const { utilizationPercent, memoryUsedBytes, temperatureCelsius } = usage.gpus?.[i] ?? {};
    const now = [
      utilizationPercent !== undefined && `${Math.round(utilizationPercent)} % busy`,
      temperatureCelsius !== undefined && `${Math.round(temperatureCelsius)} °C`,
    ].filter(Boolean);
    return [
      [`GPU ${i + 1}`, text([name, driverVersion && `driver ${driverVersion}`].filter(Boolean).join(", "))],
      ["VRAM", filled(memoryUsedBytes, memoryBytes, `of the VRAM of GPU ${i + 1}`)],
      ["Now", now.join(", ")],
    ];
  });
}

function ollama({ ollama: known, modelCount, loadedCount, clientId }) {
  const models = html`<a href=${href("client", { id: clientId, tab: "models" })}>${count(modelCount)} installed,
    ${count(loadedCount)} loaded</a>`;
  return [
    ["Answers", known && (known.available ? "yes" : "no")],
    ["Version", text(known?.version)],
    ["Trouble", text(known?.error)],
    ["Models", models],
  ];
}

function agent({ agentVersion, address, lastSeen, registeredAt, registrationId }) {
  return [
    ["Version", text(agentVersion)],
    ["Calls from", text(address)],
    ["Last contact", lastSeen && html`<obt-age .at=${lastSeen} ago></obt-age>`],
    ["Registered", registeredAt && html`<time datetime=${registeredAt}>${exactTime(registeredAt)}</time>`],
    ["Registration", registrationId && html`<code class="clamp">${registrationId}</code>`],
  ];
}

function labels({ labels: all = {} }) {
  return Object.entries(all).map(([key, value]) => [
    key,
    html`<a href=${href("clients", { label: `${key}=${value}` })}><bdi class="clamp">${value}</bdi></a>`,
  ]);
}
