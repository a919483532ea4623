import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AcceptedLog } from "./accepted-log.ts";

const AT = "2026-03-01T08:00:00.000Z";
let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "accepted-"));
  path = join(folder, "log.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("a log of acceptances", () => {
  test("has each entry on disk before add returns", () => {
    const log = new AcceptedLog<{ what: string }>(path);
    log.add(AT, { what: "one" });
    log.add(AT, { what: "två" });
    expect(readFileSync(path, "utf8")).toBe(
      `{"what":"one","n":1,"at":"${AT}"}\n{"what":"två","n":2,"at":"${AT}"}\n`,
    );
    log.close();
  });

  test("takes an existing file up again and goes on counting", () => {
    const first = new AcceptedLog<{ what: string }>(path);
    first.add(AT, { what: "one" });
    first.close();
    const second = new AcceptedLog<{ what: string }>(path);
    expect(second.entries).toEqual([{ what: "one", n: 1, at: AT }]);
    expect(second.add(AT, { what: "two" }).n).toBe(2);
    second.close();
  });

  test("cuts off a last line that was torn, so that the next one is whole", () => {
    const log = new AcceptedLog<{ what: string }>(path);
    log.add(AT, { what: "å" });
    log.close();
    appendFileSync(path, '{"what":"tor');
    const again = new AcceptedLog<{ what: string }>(path);
    again.add(AT, { what: "two" });
    again.close();
    const whats = new AcceptedLog<{ what: string }>(path).entries.map(({ what }) => what);
    expect(whats).toEqual(["å", "two"]);
  });

  test("refuses a file that is not its own, naming the line", () => {
    writeFileSync(path, `{"what":"one","n":2,"at":"${AT}"}\n`);
    expect(() => new AcceptedLog(path)).toThrow(/Line 1 of the journal .* is not entry number 1/);
  });

  test("says so when it cannot write", () => {
    expect(() => new AcceptedLog(join(folder, "missing", "log.jsonl"))).toThrow(
      /cannot be written/,
    );
  });
});
