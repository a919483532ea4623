import { expect, test } from "vitest";
import { SalesforceSettings } from "../salesforce-settings.ts";
import { meaningOfEvent } from "./change-event.ts";

const settings = SalesforceSettings.parse({
  orgId: "00DQy0000000001MAA",
  agreements: [{ name: "contracts", from: "Contract" }],
});
const ID = "003Qy0000000001AAA";
const event = (header: object, replayId: unknown = 7) => ({
  schema: "x",
  payload: {
    ChangeEventHeader: {
      ...{ entityName: "Contact", recordIds: [ID], changeType: "UPDATE", changeOrigin: "" },
      ...header,
    },
  },
  event: { replayId },
});
const named = { position: "7", changed: [{ object: "Contact", id: ID }] };
const all = { position: "7", readAll: true };
const nothing = { position: "7" };

test.each([
  ["a change of a record", {}, named],
  ["a record that is gone", { changeType: "DELETE" }, named],
  ["a record that is back", { changeType: "UNDELETE" }, named],
  ["a gap that names its record", { changeType: "GAP_UPDATE" }, named],
  [
    "an id of fifteen letters",
    { recordIds: [ID.slice(0, 15)] },
    {
      ...{ position: "7", changed: [{ object: "Contact", id: ID.slice(0, 15) }] },
    },
  ],
  ["an overflow", { changeType: "GAP_OVERFLOW", recordIds: ["000000000000000AAA"] }, all],
  ["a wildcard among the ids", { recordIds: [ID, "003*"] }, all],
  ["no id at all", { recordIds: [] }, all],
  ["what was chosen on the package's page", { entityName: "perennial__Perennial_Rule__c" }, all],
  ["the same where the source was deployed", { entityName: "Perennial_Setting__c" }, all],
  ["an object that nobody reads", { entityName: "Account" }, nothing],
  ["an overflow of such an object", { entityName: "Account", changeType: "GAP_OVERFLOW" }, nothing],
  [
    "our own writing",
    { changeOrigin: "com/salesforce/api/rest/67.0;client=Perennial/1.0" },
    nothing,
  ],
  [
    "another app's writing",
    { changeOrigin: "com/salesforce/api/rest/67.0;client=Other/1.0" },
    named,
  ],
  ["a client whose name begins like ours", { changeOrigin: "x;client=Perennial/1.0.1" }, named],
] as const)("%s", (_what, header, meaning) => {
  expect(meaningOfEvent(event(header), settings)).toEqual(meaning);
});

test("an object that the settings read is heard of", () => {
  const contract = { entityName: "Contract", recordIds: ["800Qy0000000001AAA"] };
  const changed = [{ object: "Contract", id: "800Qy0000000001AAA" }];
  expect(meaningOfEvent(event(contract), settings)).toEqual({ position: "7", changed });
});

test.each([
  undefined,
  null,
  "x",
  {},
  { payload: {} },
  event({}, "seven"),
  event({ recordIds: "x" }),
])("what cannot be understood may be anything: %o", (data) => {
  expect(meaningOfEvent(data, settings)).toEqual({ readAll: true });
});
