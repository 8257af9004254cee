// A server over standard streams that behaves as badly as its arguments say: node stdio-server.mjs [legacy|modern] [FAULT...]
import { spawn } from "node:child_process";
import { appendFileSync, existsSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [era, ...faults] = process.argv.slice(2);
const has = fault => faults.includes(fault);
const say = message => process.stdout.write(JSON.stringify({ jsonrpc: "2.0", ...message }) + "\n");
const answer = (id, result) => say({ id, result });
const refuse = (id, code, message) => say({ id, error: { code, message } });
const text = value => ({ content: [{ type: "text", text: String(value) }] });
const questions = new Map();
let asked = 0;

if (process.env.SEEN) {
  appendFileSync(process.env.SEEN, JSON.stringify({ pid: process.pid, started: Date.now() }) + "\n");
}
if (has("dies")) {
  process.exit(7);
}
if (has("ignores-sigterm")) {
  process.on("SIGTERM", () => {});
  setInterval(() => {}, 1000);
}
if (has("forks")) {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  process.stderr.write("child " + child.pid + "\n");
}
if (has("garbage")) {
  process.stdout.write("Welcome to the server!\n\n{not json\n[1, 2]\n");
}
if (has("stderr-flood")) {
  for (let i = 0; i < 20000; i++) {
    process.stderr.write("flood " + i + " " + "x".repeat(100) + "\n");
  }
}
process.stderr.write("I was told " + process.env.TOLD + "\u001b[31m\n");

const tools = {
  echo: (id, args) => answer(id, text(args.message)),
  environment: id => answer(id, text(JSON.stringify(process.env))),
  where: id => answer(id, text(process.cwd())),
  pid: id => answer(id, text(process.pid)),
  arguments: id => answer(id, text(JSON.stringify(process.argv.slice(2)))),
  never: () => {},
  sleep: (id, args) => setTimeout(() => answer(id, text("slept")), args.ms),
  die: () => process.exit(3),
  "die-once": id => {
    const died = process.env.SEEN + ".died";
    if (existsSync(died)) {
      answer(id, text("lived"));
    } else {
      writeFileSync(died, "");
      process.exit(3);
    }
  },
  "die-talking": () => process.stdout.write(
    JSON.stringify({ jsonrpc: "2.0", method: "notifications/message", params: { level: "error", data: "farewell" } }) + "\n",
    () => process.exit(3)),
  garbage: id => {
    process.stdout.write("some text that is no message\n");
    answer(id, text("after garbage"));
  },
  noise: () => process.stdout.write("noise\n".repeat(1100)),
  huge: id => answer(id, text("x".repeat(3_000_000))),
  "no-rpc": id => process.stdout.write(JSON.stringify({ id, result: {} }) + "\n"),
  progress: (id, args, meta) => {
    for (let i = 1; i <= 3; i++) {
      say({ method: "notifications/progress", params: { progressToken: meta.progressToken, progress: i, total: 3 } });
    }
    answer(id, text("done"));
  },
  flood: (id, args, meta) => {
    for (let i = 1; i <= 5000; i++) {
      say({ method: "notifications/progress", params: { progressToken: meta.progressToken, progress: i } });
    }
  },
  ask: id => {
    const own = "q" + ++asked;
    questions.set(own, reply => answer(id, text(JSON.stringify(reply.result ?? reply.error))));
    say({ id: own, method: "elicitation/create", params: { message: "Well?", requestedSchema: { type: "object", properties: {} } } });
  },
};

const readOnly = ["die-once", "die-talking"];

function call(id, params) {
  const tool = tools[params.name];
  if (tool) {
    tool(id, params.arguments ?? {}, params._meta ?? {});
  } else {
    refuse(id, -32602, "no such tool");
  }
}

function grow(meta) {
  tools.added = id => answer(id, text("I was added"));
  say({ method: "notifications/tools/list_changed", params: meta ? { _meta: meta } : {} });
}

createInterface({ input: process.stdin }).on("line", line => {
  const message = JSON.parse(line);
  if (process.env.SEEN) {
    appendFileSync(process.env.SEEN, line + "\n");
  }
  const { id, method, params } = message;
  if (!method) {
    questions.get(id)?.(message);
  } else if (id === undefined) {
    if (method === "notifications/initialized" && has("grows")) {
      setTimeout(grow, 1500);
    }
  } else if (method === "server/discover" && era === "modern") {
    answer(id, {
      supportedVersions: ["2026-07-28"],
      capabilities: { tools: { listChanged: true } },
      resultType: "complete",
      _meta: { "io.modelcontextprotocol/serverInfo": { name: "scripted", version: "1" } },
    });
  } else if (method === "server/discover" && has("dies-of-discover")) {
    process.exit(9);
  } else if (method === "server/discover" && has("silent-to-discover")) {
    return;
  } else if (method === "initialize" && era === "legacy") {
    answer(id, {
      protocolVersion: "2025-11-25",
      capabilities: { tools: { listChanged: true } },
      serverInfo: { name: "scripted", version: "1" },
    });
  } else if (method === "tools/list") {
    const schema = { type: "object" };
    answer(id, {
      tools: Object.keys(tools).map(name => ({
        name,
        inputSchema: schema,
        ...(readOnly.includes(name) ? { annotations: { readOnlyHint: true } } : {}),
      })),
      ...(era === "modern" ? { resultType: "complete", ttlMs: 1000, cacheScope: "public" } : {}),
    });
  } else if (method === "tools/call") {
    call(id, params);
  } else if (method === "subscriptions/listen") {
    say({
      method: "notifications/subscriptions/acknowledged",
      params: { notifications: params.notifications, _meta: { "io.modelcontextprotocol/subscriptionId": id } },
    });
    if (has("grows")) {
      setTimeout(grow, 500, { "io.modelcontextprotocol/subscriptionId": id });
    }
  } else if (method === "ping") {
    answer(id, {});
  } else {
    refuse(id, -32601, "unknown method " + method);
  }
});
