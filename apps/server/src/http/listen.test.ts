import { Agent, get, type IncomingMessage } from "node:http";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Listening, listen } from "./listen.ts";

async function open(host = "127.0.0.1"): Promise<Listening> {
  const listening = await listen(host, 0);
  onTestFinished(() => listening.close());
  return listening;
}

/** A promise and the function that keeps it. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

describe("an open port", () => {
  test("asks everyone to come back until somebody answers there", async () => {
    const listening = await open();
    const early = await fetch(listening.url);
    expect([early.status, early.headers.get("retry-after")]).toEqual([503, "1"]);
    expect(early.headers.get("content-type")).toBe("application/problem+json");
    expect(await early.json()).toMatchObject({ status: 503, title: "Starting" });
    // Whoever looks after processes does not end one that takes its time.
    expect((await fetch(`${listening.url}/live`)).status).toBe(200);
    expect((await fetch(`${listening.url}/ready`)).status).toBe(503);
    listening.serve((_, response) => void response.end("here"));
    expect(await (await fetch(listening.url)).text()).toBe("here");
  });

  test.each(["127.0.0.1", "localhost", "0.0.0.0"])(
    "on %s has an address that reaches it",
    async (host) => {
      const listening = await open(host);
      listening.serve((_, response) => void response.end("here"));
      expect(await (await fetch(listening.url)).text()).toBe("here");
    },
  );

  test("that cannot be had is refused with what to do", async () => {
    await expect(listen("203.0.113.1", 0)).rejects.toThrow(/--host/);
    const { url } = await open();
    const port = Number(new URL(url).port);
    await expect(listen("127.0.0.1", port)).rejects.toThrow(/--port/);
    await expect(listen("127.0.0.1", port, "A_PORT")).rejects.toThrow(/another with A_PORT\./);
  });

  test("closes when the requests under way have been answered, however long clients stay connected", async () => {
    const listening = await listen("127.0.0.1", 0);
    const [begun, answer] = [gate(), gate()];
    listening.serve(async (request, response) => {
      if (request.url === "/slow") {
        begun.open();
        await answer.opened;
      }
      response.end("done");
    });
    const agent = new Agent({ keepAlive: true });
    const ask = (path: string) =>
      new Promise<IncomingMessage>((resolve, reject) => {
        get(new URL(path, listening.url), { agent }, resolve).on("error", reject);
      });
    (await ask("/quick")).resume();
    const slow = ask("/slow");
    await begun.opened;
    const closed = Promise.all([listening.close(), listening.close()]);
    await expect(fetch(listening.url)).rejects.toThrow(TypeError);
    answer.open();
    const response = await slow;
    expect((await response.setEncoding("utf8").toArray()).join("")).toBe("done");
    await closed;
    agent.destroy();
  });
});
