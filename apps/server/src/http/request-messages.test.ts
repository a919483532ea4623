import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inSwedish } from "@perennial/lifecycle";
import { expect, test } from "vitest";
import { REQUEST_MESSAGES } from "./request-messages.ts";

const ROOT = join(import.meta.dirname, "../../../..");
const CONNECTORS = ["dialer-webhook", "hubspot", "sms-46elks", "sms-twilio", "smtp", "webhook"];
const FOLDERS = [
  ...["core/contract/src", "core/lifecycle/src", "packages/api/src"],
  ...["packages/connector-kit/src/settings", "packages/connector-kit/src/mapping"],
  ...CONNECTORS.map((name) => `connectors/${name}/src`),
];

/** What a schema says itself: the text of an `error`, or of an issue that is added by hand. */
const OWN_WORDS = /(?:\berror:\s*|addIssue\([^)]*message:\s*)(?:"([^"\n]+)"|'([^'\n]+)')/g;

test("whatever a schema says of a request or of settings has Swedish words", () => {
  const said = FOLDERS.flatMap((folder) =>
    filesIn(join(ROOT, folder)).flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(OWN_WORDS)].map(([, a, b]) => a ?? b ?? ""),
    ),
  );
  expect(said.length).toBeGreaterThan(80);
  const lacking = [...new Set(said)].filter(
    (words) => !OF_MACHINES.has(words) && inSwedish(words, REQUEST_MESSAGES) === words,
  );
  expect(lacking).toEqual([]);
});

test("there are no Swedish words for what nothing says any more", () => {
  const sources = FOLDERS.flatMap((folder) => filesIn(join(ROOT, folder)))
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  const unsaid = Object.keys(REQUEST_MESSAGES).filter((words) => !sources.includes(words));
  expect(unsaid).toEqual([]);
});

/** Said of what vendors send, to whoever reads the log. */
const OF_MACHINES = new Set([
  ...["is not a date and time with its zone", "is not an id", "is not the number of a portal"],
]);

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((each) => each.isFile() && /\.ts$/.test(each.name) && !/\.test\.ts$/.test(each.name))
    .map((each) => join(each.parentPath, each.name))
    .filter((path) => !/\/(?:testing|__fixtures__)\//.test(path));
}
