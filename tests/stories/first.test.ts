import { expect, test, inject } from "vitest";
import { startServer } from "@perennial/server";
import { NO_HABITS } from "@perennial/simulators";
import { newDatabase } from "./new-database.ts";
import { openDatabase, migrate } from "@perennial/store";
import { readLibraryProgram } from "@perennial/programs";
import { checkProgram } from "@perennial/lifecycle";

test("try", async () => {
  for (let i = 0; i < 4; i++) {
  let t0 = performance.now();
  const lap = (w: string) => { console.log(w, Math.round(performance.now() - t0)); t0 = performance.now(); };
  const d = await newDatabase(inject("databaseUrl"));
  lap("create db"); 
  const db = openDatabase({ url: d.url }); await migrate(db); lap("migrate"); await migrate(db); lap("migrate again"); await db.destroy();
  const files = await readLibraryProgram("renewal"); t0 = performance.now();
  checkProgram(files, { rulePacks: {}, programs: ["renewal"] } as never); lap("check");
  const start = () => startServer({ port: 0, dataDir: `/tmp/st-${i}`, demo: true, customers: 0, world: { habits: NO_HABITS, step: 60000 }, log: { info() {}, warn() {}, error() {} }, environment: { DATABASE_URL: d.url }, say: (l) => lap(l) });
  const s = await start(); lap("start"); await s.stop(); lap("stop");
  const s2 = await start(); lap("start 2"); await s2.stop(); lap("stop");
  await d.drop(); lap("drop");
  }
  expect(1).toBe(1);
});
