import { rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { context, type Span, type Tracer, trace } from "@opentelemetry/api";
import { ManualClock, silentLog } from "@perennial/contract";
import type { Headroom } from "@perennial/runtime";
import {
  asTenant,
  connectionString,
  type Database,
  type EmbeddedServer,
  ensureTenant,
  migrate,
  openDatabase,
  openEmbedded,
  storeDelivery,
} from "@perennial/store";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { newDataDir } from "../testing/test-server.ts";
import { type ProcessWatch, type WatchOptions, watchProcess } from "./watch-process.ts";
import type { WatchedState } from "./watch-state.ts";

const MONDAY = "2026-03-02T09:00:00.000Z";
const LATER = "2026-03-02T09:01:30.000Z";

let dataDir = "";
let server: EmbeddedServer;
let db: Database;
beforeAll(async () => {
  dataDir = await newDataDir();
  const log = () => undefined;
  server = await openEmbedded({ dataDir: join(dataDir, "database"), log, durable: false });
  db = openDatabase({ url: connectionString(server), onLost: () => undefined });
  await migrate(db);
});
afterAll(async () => {
  await db.destroy();
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** A port that is free now. */
async function freePort(): Promise<number> {
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const { port } = other.address() as AddressInfo;
  await new Promise((resolve) => other.close(resolve));
  return port;
}

async function watched(
  state: Partial<WatchedState> = {},
  options: Partial<WatchOptions> = {},
): Promise<ProcessWatch & { readonly numbers: () => Promise<string> }> {
  const port = await freePort();
  const where = { host: "127.0.0.1", port, role: "worker" };
  const watch = await watchProcess({ db, log: silentLog, ...where, ...options });
  onTestFinished(watch.close);
  const idle = { depths: async () => ({}), headroom: async () => [] };
  watch.watch({ db, clock: new ManualClock(LATER), ...idle, ...state });
  const numbers = async () => (await fetch(`${watch.url}/metrics`)).text();
  return { ...watch, numbers };
}

describe("the numbers of a process", () => {
  test("say what it is, what its loops did, and how long that took", async () => {
    const { measures, numbers } = await watched();
    measures.transitions(3);
    measures.transitions(2);
    measures.deliveries("sms-46elks", "done", 7);
    measures.connectorError("sms-46elks", "rate-limited");
    measures.received("webhook", "stored");
    measures.received(undefined, "unknown-connection");
    await measures.work({ name: "advance", tenant: 1 }, async () => 1);
    const failing = measures.work({ name: "deliver", tenant: 1 }, () =>
      Promise.reject(new Error("canary")),
    );
    await expect(failing).rejects.toThrow("canary");
    const text = await numbers();
    for (const line of [
      /^perennial_build_info\{version="\d+\.\d+\.\d+",node="24\.\d+\.\d+",role="worker"\} 1$/m,
      /^perennial_transitions_total 5$/m,
      /^perennial_deliveries_total\{connector="sms-46elks",outcome="done"\} 7$/m,
      /^perennial_connector_errors_total\{connector="sms-46elks",kind="rate-limited"\} 1$/m,
      /^perennial_webhooks_total\{connector="webhook",answer="stored"\} 1$/m,
      /^perennial_webhooks_total\{connector="none",answer="unknown-connection"\} 1$/m,
      /^perennial_work_duration_seconds_count\{work="advance",result="done"\} 1$/m,
      /^perennial_work_duration_seconds_count\{work="deliver",result="failed"\} 1$/m,
      /^perennial_work_duration_seconds_count\{work="receive",result="done"\} 0$/m,
      /^nodejs_eventloop_lag_seconds /m,
      /^process_resident_memory_bytes /m,
    ]) {
      expect(text).toMatch(line);
    }
    expect(text).not.toContain("canary");
  });

  test("say how far the loops are behind, how deep the queues are, and what room is left", async () => {
    const tenant = await ensureTenant(db, { slug: "a", name: "Sekretess AB" }, MONDAY);
    const request = { method: "POST", url: "/", headers: {}, body: "x" };
    const delivery = { connectionId: "crm", deliveryId: "d", receivedAt: MONDAY, request };
    await asTenant(db, tenant.id, (tx) => storeDelivery(tx, delivery));
    const rooms: readonly Headroom[] = [
      { connector: "hubspot", family: "search", size: 5, free: 5 },
      {
        ...{ connector: "sms-46elks", family: "default", size: 100, free: 40 },
        owner: { tenant: tenant.id, connection: "sms" },
      },
    ];
    const { numbers } = await watched({
      depths: async () => ({ work: { waiting: 4, underWay: 1 }, events: undefined }),
      headroom: async () => rooms,
    });
    const text = await numbers();
    for (const line of [
      "perennial_database_up 1",
      'perennial_lag_seconds{of="delivery"} 90',
      'perennial_lag_seconds{of="enrolment"} 0',
      'perennial_lag_seconds{of="effect"} 0',
      'perennial_queue_depth{queue="work",state="waiting"} 4',
      'perennial_queue_depth{queue="work",state="under-way"} 1',
      'perennial_rate_limit_free{connector="hubspot",family="search",tenant="",connection=""} 5',
      `perennial_rate_limit_free{connector="sms-46elks",family="default",tenant="${tenant.id}",connection="sms"} 40`,
      `perennial_rate_limit_size{connector="sms-46elks",family="default",tenant="${tenant.id}",connection="sms"} 100`,
    ]) {
      expect(text.split("\n")).toContain(line);
    }
    expect(text).not.toMatch(/queue="events"|Sekretess/);
  });

  test("are there without a database and a queue that answer, and say which is missing", async () => {
    const gone = openDatabase({ url: "postgres://me@127.0.0.1:1/x" });
    onTestFinished(() => gone.destroy());
    const never = () => new Promise<never>(() => undefined);
    const { numbers, url } = await watched(
      { db: gone, depths: never, headroom: never, patience: 100 },
      { db: gone },
    );
    const text = await numbers();
    expect(text).toMatch(/^perennial_database_up 0$/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
    expect(text).not.toMatch(/^perennial_(?:lag_seconds|queue_depth|rate_limit_free)\{/m);
    const asked = await Promise.all(["/live", "/ready", "/else"].map((at) => fetch(`${url}${at}`)));
    expect(asked.map(({ status }) => status)).toEqual([200, 503, 404]);
  });

  test("are nowhere where no port is set, and work is done all the same", async () => {
    const where = { host: "127.0.0.1", port: undefined, role: "both" };
    const { measures, url, close } = await watchProcess({ db, log: silentLog, ...where });
    expect(url).toBeUndefined();
    expect(await measures.work({ name: "advance" }, async () => 7)).toBe(7);
    await close();
  });

  test("whose port is taken are refused with what to change", async () => {
    const { url } = await watched();
    const port = Number(new URL(url ?? "").port);
    await expect(watched({}, { port })).rejects.toThrow(/another with PERENNIAL_METRICS_PORT/);
  });
});

describe("a span", () => {
  test("is around each piece of work once somebody has registered a tracer, with numbers alone", async () => {
    const ended: object[] = [];
    const startActiveSpan = (name: string, act: (span: Span) => unknown) => {
      const attributes = {};
      const span = {
        isRecording: () => true,
        setAttributes: (more: object) => Object.assign(attributes, more),
        setStatus: (status: object) => Object.assign(attributes, { status }),
        end: () => ended.push({ name, attributes }),
      };
      return context.with(context.active(), () => act(span as unknown as Span));
    };
    const { measures } = await watched();
    trace.setGlobalTracerProvider({
      getTracer: () => ({ startActiveSpan }) as unknown as Tracer,
    });
    onTestFinished(() => trace.disable());
    const what = { name: "perform", connector: "smtp", commands: 2 } as const;
    await measures.work(
      what,
      async () => 2,
      (accepted) => ({ accepted }),
    );
    const failing = measures.work({ name: "receive", tenant: 4 }, () =>
      Promise.reject(new TypeError("canary +46701234567")),
    );
    await expect(failing).rejects.toThrow("canary");
    expect(ended).toEqual([
      {
        name: "perennial.perform",
        attributes: {
          "perennial.connector": "smtp",
          "perennial.commands": 2,
          "perennial.accepted": 2,
        },
      },
      {
        name: "perennial.receive",
        attributes: { "perennial.tenant": 4, status: { code: 2, message: "TypeError" } },
      },
    ]);
  });
});
