import { ConnectorError, ManualClock, type Tokens } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { memoryTokenStore } from "../testing/memory-token-store.ts";
import { TEST_NOW } from "../testing/test-context.ts";
import { createTokenSource, type TokenSourceOptions } from "./token-source.ts";

const later = (minutes: number) => new Date(Date.parse(TEST_NOW) + minutes * 60_000).toISOString();
const failing = (kind: "unauthenticated" | "unavailable") =>
  new ConnectorError({ connector: "acme", kind, message: `the vendor says ${kind}` });

/** A vendor that rotates: a refresh token works once, and gives tokens for half an hour. */
function vendor(clock: ManualClock) {
  const spent: string[] = [];
  const state = { failure: undefined as ConnectorError | undefined, minutes: 30, asked: 0 };
  const refresh = async (current: Tokens | undefined): Promise<Tokens> => {
    state.asked += 1;
    await Promise.resolve();
    if (state.failure) throw state.failure;
    const { refreshToken = "" } = current ?? {};
    if (spent.includes(refreshToken)) throw failing("unauthenticated");
    spent.push(refreshToken);
    const end = Date.parse(clock.now()) + state.minutes * 60_000;
    return {
      accessToken: `access-${spent.length}`,
      refreshToken: `refresh-${spent.length}`,
      expiresAt: new Date(end).toISOString(),
    };
  };
  return Object.assign(state, { refresh });
}

function setting(initial: Partial<Tokens> | undefined = {}) {
  const clock = new ManualClock(TEST_NOW);
  const first = { accessToken: "access-0", refreshToken: "refresh-0", expiresAt: later(30) };
  const store = memoryTokenStore({ ...first, ...initial });
  const there = vendor(clock);
  const parts = { connector: "acme", refresh: there.refresh, store, clock };
  /** A source of another process: it shares the store and nothing else. */
  const source = (more: Partial<TokenSourceOptions> = {}) =>
    createTokenSource({ ...parts, ...more });
  return { clock, store, there, source };
}

/** What a vendor does with a request: it takes one access token and refuses all others. */
const accepting = (good: string) => async (tokens: Tokens) => {
  if (tokens.accessToken === good) return `done with ${good}`;
  throw failing("unauthenticated");
};

describe("a token", () => {
  test("that holds is used as it is, and the store is asked once", async () => {
    const { source, there, store } = setting();
    const one = source();
    expect((await one.get()).accessToken).toBe("access-0");
    store.tokens = undefined;
    expect((await one.get()).accessToken).toBe("access-0");
    expect(there.asked).toBe(0);
  });

  test("is renewed before its end, kept before it is used, and once however many ask", async () => {
    const { source, there, store, clock } = setting();
    const one = source();
    clock.moveTo(later(24));
    expect((await one.get()).accessToken).toBe("access-0");
    clock.moveTo(later(25));
    const got = await Promise.all(Array.from({ length: 20 }, () => one.get()));
    expect(new Set(got.map(({ accessToken }) => accessToken))).toEqual(new Set(["access-1"]));
    expect(there.asked).toBe(1);
    expect(store.tokens).toMatchObject({ accessToken: "access-1", refreshToken: "refresh-1" });
  });

  test("of which the vendor tells no end is renewed when it is refused, not before", async () => {
    const { source, there, store, clock } = setting();
    store.tokens = { accessToken: "access-0", refreshToken: "refresh-0" };
    const one = source();
    clock.moveTo(later(60 * 24 * 365));
    expect((await one.get()).accessToken).toBe("access-0");
    expect(await one.authorized(accepting("access-1"))).toBe("done with access-1");
    expect(there.asked).toBe(1);
  });

  test("that is given for less than the time it is renewed ahead of is used to its end", async () => {
    const { source, there, clock } = setting({ expiresAt: TEST_NOW });
    there.minutes = 2;
    const one = source();
    for (const minute of [0, 1]) {
      clock.moveTo(later(minute));
      expect((await one.get()).accessToken).toBe("access-1");
    }
    clock.moveTo(later(2));
    expect((await one.get()).accessToken).toBe("access-2");
    expect(there.asked).toBe(2);
  });

  test("is got where there is none yet", async () => {
    const { source, store } = setting();
    store.tokens = undefined;
    expect((await source().get()).accessToken).toBe("access-1");
  });
});

describe("several processes", () => {
  test("that renew at once use the refresh token once", async () => {
    const { source, there } = setting({ expiresAt: TEST_NOW });
    const sources = Array.from({ length: 5 }, () => source());
    const got = await Promise.all(sources.map((each) => each.get()));
    expect(got.map(({ accessToken }) => accessToken)).toEqual(Array(5).fill("access-1"));
    expect(there.asked).toBe(1);
  });

  test("that are refused at once renew once, and all go on", async () => {
    const { source, there } = setting();
    const sources = [source(), source(), source()];
    await Promise.all(sources.map((each) => each.get()));
    const work = accepting("access-1");
    const done = await Promise.all(
      sources.flatMap((each) => [each, each]).map((each) => each.authorized(work)),
    );
    expect(new Set(done)).toEqual(new Set(["done with access-1"]));
    expect(there.asked).toBe(1);
  });

  test("take what another has renewed meanwhile, and renew nothing", async () => {
    const { source, there, store } = setting();
    const one = source();
    await one.get();
    store.tokens = { accessToken: "theirs", refreshToken: "r", expiresAt: later(30) };
    expect(await one.authorized(accepting("theirs"))).toBe("done with theirs");
    expect(there.asked).toBe(0);
  });
});

describe("a request that is refused for its token", () => {
  test("is done again once, not for ever", async () => {
    const { source, there } = setting();
    let tries = 0;
    const work = async () => {
      tries += 1;
      throw failing("unauthenticated");
    };
    await expect(source().authorized(work)).rejects.toMatchObject({ kind: "unauthenticated" });
    expect([tries, there.asked]).toEqual([2, 1]);
  });

  test("for another reason is not done again", async () => {
    const { source, there } = setting();
    const work = () => Promise.reject(failing("unavailable"));
    await expect(source().authorized(work)).rejects.toMatchObject({ kind: "unavailable" });
    expect(there.asked).toBe(0);
  });
});

describe("a vendor that does not renew", () => {
  test("because the grant is gone is unauthenticated, and the spent token is not shown again", async () => {
    const { source, there, store } = setting({ expiresAt: TEST_NOW });
    there.failure = failing("unauthenticated");
    const one = source();
    for (let n = 0; n < 3; n++) {
      await expect(one.get()).rejects.toMatchObject({ kind: "unauthenticated" });
    }
    expect(there.asked).toBe(1);
    there.failure = undefined;
    store.tokens = {
      accessToken: "a",
      refreshToken: "somebody connected anew",
      expiresAt: TEST_NOW,
    };
    expect((await one.get()).accessToken).toBe("access-1");
  });

  test("because it cannot be reached costs nothing while the old token holds", async () => {
    const { source, there, clock, store } = setting();
    there.failure = failing("unavailable");
    const one = source();
    clock.moveTo(later(26));
    expect((await one.get()).accessToken).toBe("access-0");
    expect((await one.get()).accessToken).toBe("access-0");
    expect(there.asked).toBe(1);
    clock.moveTo(later(27));
    expect((await one.get()).accessToken).toBe("access-0");
    expect(there.asked).toBe(2);
    expect(store.saves).toBe(0);
    clock.moveTo(later(30));
    await expect(one.get()).rejects.toMatchObject({ kind: "unavailable" });
    there.failure = undefined;
    expect((await one.get()).accessToken).toBe("access-1");
  });

  test("cannot be helped by the old token where that was refused", async () => {
    const { source, there } = setting();
    there.failure = failing("unavailable");
    const work = accepting("access-1");
    await expect(source().authorized(work)).rejects.toMatchObject({ kind: "unavailable" });
  });

  test("asked by many after a refusal is asked once by all of them", async () => {
    const { source, there } = setting();
    const one = source();
    await one.get();
    there.failure = failing("unavailable");
    const tries = Array.from({ length: 10 }, () => one.authorized(accepting("access-1")));
    const settled = await Promise.allSettled(tries);
    expect(new Set(settled.map(({ status }) => status))).toEqual(new Set(["rejected"]));
    expect(there.asked).toBe(1);
  });
});

test("a store that fails is unavailable, in words without what it holds", async () => {
  const { source, store } = setting({ expiresAt: TEST_NOW });
  const broken = {
    read: store.read,
    exclusively: () => Promise.reject(new Error("refresh-0 is locked")),
  };
  const error = await source({ store: broken })
    .get()
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({ kind: "unavailable", connector: "acme" });
  expect(String(error)).not.toContain("refresh-0");
});
