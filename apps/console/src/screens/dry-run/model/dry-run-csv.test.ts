import { expect, test } from "vitest";
import { dryRunCsv } from "./dry-run-csv.ts";

const nothing = {
  ...{ entered: 0, email: 0, sms: 0, smsSegments: 0, calls: 0, callsMade: 0, callsWaiting: 0 },
  ...{ tasks: 0, replies: 0, orders: 0, held: 0, skipped: 0, left: 0, cost: 0 },
};

test("each day is a row below the names of the columns", () => {
  const csv = dryRunCsv({ days: [{ ...nothing, date: "2026-01-02", sms: 3, cost: 150 }] });
  expect(csv.split("\r\n")).toEqual([
    "date,entered,email,sms,smsSegments,calls,callsMade,callsWaiting,tasks,replies,orders,held,skipped,left,cost",
    "2026-01-02,0,0,3,0,0,0,0,0,0,0,0,0,0,150",
    "",
  ]);
});
