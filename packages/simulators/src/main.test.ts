import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { WorldSettings } from "./world/world-options.ts";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));
const NOW = "2026-03-01T08:00:00.000Z";
interface Ready {
  readonly control: string;
  readonly settings: WorldSettings;
}

let journal: string;
const running: ChildProcess[] = [];
beforeEach(() => {
  journal = mkdtempSync(join(tmpdir(), "main-"));
});
afterEach(async () => {
  for (const child of running.splice(0)) await end(child, "SIGKILL");
  rmSync(journal, { recursive: true });
});

async function start(...options: string[]): Promise<Ready & { readonly child: ChildProcess }> {
  const child = run(
    "--port",
    "0",
    "--customers",
    "20",
    "--now",
    NOW,
    "--journal",
    journal,
    ...options,
  );
  let output = "";
  for await (const chunk of child.stdout ?? []) {
    output += String(chunk);
    if (output.includes("\n")) break;
  }
  const ready: Ready = JSON.parse(output);
  return { child, ...ready };
}

function run(...options: string[]): ChildProcess {
  const child = spawn(process.execPath, ["--conditions=perennial-source", MAIN, ...options], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  running.push(child);
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, "exit");
}

function send({ settings }: Ready) {
  const { username, password, sender, baseUrl } = settings["sms-46elks"];
  const login = Buffer.from(`${username}:${password}`).toString("base64");
  const body = new URLSearchParams({ from: sender, to: "+46700000001", message: "Hej" });
  const headers = { authorization: `Basic ${login}` };
  return fetch(`${baseUrl}/a1/sms`, { method: "POST", headers, body });
}

async function ask(
  url: string,
  method = "GET",
  content?: object,
): Promise<Record<string, unknown>> {
  const body = content === undefined ? {} : { body: JSON.stringify(content) };
  const answer = await fetch(url, { method, ...body });
  return { code: answer.status, ...JSON.parse(await answer.text()) };
}

describe("the world as a process of its own", () => {
  test("what it has answered for is on disk, though it is killed the next moment, and is known again", async () => {
    const first = await start();
    const { id }: { id: string } = JSON.parse(await (await send(first)).text());
    await end(first.child, "SIGKILL");
    const [line = ""] = readFileSync(join(journal, "sms.jsonl"), "utf8").split("\n");
    expect(JSON.parse(line)).toMatchObject({ n: 1, at: NOW, id, message: "Hej" });
    const second = await start();
    const log = await ask(`${second.control}/_accepted/sms`);
    expect(log).toMatchObject({ size: 1, accepted: [{ id }] });
    await end(second.child, "SIGTERM");
    expect(second.child.exitCode).toBe(0);
  }, 60_000);

  test("is turned and looked into through its control door", async () => {
    const world = await start("--quiet-people");
    const { control } = world;
    expect(await ask(`${control}/_faults/sms`, "PUT", { serverError: 1 })).toMatchObject({
      serverError: 1,
    });
    expect((await send(world)).status).toBe(500);
    await ask(`${control}/_faults/sms`, "PUT", { serverError: 0, refuseConnections: true });
    await expect(send(world)).rejects.toThrow();
    await ask(`${control}/_faults/sms`, "PUT", { refuseConnections: false });
    expect((await send(world)).status).toBe(200);
    const turned = await ask(`${control}/_clock`, "PUT", { now: "2026-03-01T09:00:00.000Z" });
    expect(turned).toMatchObject({ code: 200, done: 3, now: "2026-03-01T09:00:00.000Z" });
    expect(await ask(`${control}/_clock`, "PUT", { now: "tomorrow" })).toMatchObject({
      code: 400,
    });
    const agreement = await ask(`${control}/_staff/place-order`, "POST", {
      agreementId: "A200001",
      channel: "web",
    });
    expect(agreement).toMatchObject({ code: 200, id: "A200001-R1", orderedAt: turned.now });
    expect(await ask(`${control}/_staff/sign`, "POST", { orderId: "A200001-R1" })).toMatchObject({
      signedAt: turned.now,
    });
    expect(await ask(`${control}/_staff/sign`, "POST", {})).toMatchObject({ code: 400 });
    const { code: _, ...snapshot } = await ask(`${control}/_snapshot`);
    expect(await ask(`${control}/_snapshot`, "PUT", snapshot)).toMatchObject({ code: 200 });
    expect(await ask(`${control}/_faults/fax`)).toMatchObject({ code: 404 });
  }, 60_000);

  test.each([
    ["an option that does not exist", ["--colour", "blue"], /colour/],
    ["a port that is none", ["--port", "http"], /--port http: give a whole number/],
    ["a moment that is none", ["--port", "0", "--now", "today"], /--now today: write an instant/],
  ])(
    "refuses %s with exit code 2",
    async (_, options, message) => {
      const child = run(...options);
      let errors = "";
      child.stderr?.on("data", (chunk) => {
        errors += String(chunk);
      });
      await once(child, "close");
      expect(child.exitCode).toBe(2);
      expect(errors).toMatch(message);
    },
    60_000,
  );
});
