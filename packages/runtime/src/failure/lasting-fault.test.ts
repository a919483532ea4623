import { connect } from "node:net";
import { openDatabase } from "@perennial/store";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { RuntimeError } from "../runtime-error.ts";
import { isLastingFault } from "./lasting-fault.ts";

const database = useTestDatabase();

async function errorOf(work: () => Promise<unknown>): Promise<unknown> {
  return work().then(
    () => undefined,
    (error: unknown) => error,
  );
}

function failing(statement: string): Promise<unknown> {
  return errorOf(() => sql.raw(statement).execute(database()));
}

test("what PostgreSQL says of values will be said again", async () => {
  const statements = [
    "select '0000-01-01'::date",
    "select 99999999999::int",
    "create temporary table filled (x int not null); insert into filled values (null)",
    `create temporary table t as select string_agg(md5(n::text), '') as text from generate_series(1, 500) n; create index on t (text)`,
  ];
  for (const statement of statements) {
    expect([statement, isLastingFault(await failing(statement))]).toEqual([statement, true]);
  }
});

test("what the language and our own parts say of values will be said again", async () => {
  expect(isLastingFault(await errorOf(async () => Buffer.alloc(-1)))).toBe(true);
  expect(isLastingFault(new TypeError("x is undefined"))).toBe(true);
  expect(isLastingFault(new RangeError("Invalid time zone specified: Mars/Olympus"))).toBe(true);
  expect(isLastingFault(new RuntimeError("it cannot be read"))).toBe(true);
});

test("a database that is away, busy or breaks off will answer another time", async () => {
  const away = openDatabase({ url: "postgres://127.0.0.1:1/nowhere" });
  const network = await errorOf(() => sql`select 1`.execute(away));
  await away.destroy();
  const socket = await errorOf(
    () => new Promise((_, reject) => connect(1, "127.0.0.1").on("error", reject)),
  );
  const slow = await failing("set statement_timeout = 1; select pg_sleep(1)");
  const lost = new Error("Connection terminated unexpectedly");
  for (const error of [network, socket, slow, lost, "x", undefined]) {
    expect([String(error), isLastingFault(error)]).toEqual([String(error), false]);
  }
});
