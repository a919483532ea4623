import type { Agreement, Customer } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { REASONS } from "../../policy/reasons.ts";
import { SILENT_PEOPLE } from "../assumptions.ts";
import type { SimulationInput } from "../simulation-input.ts";
import {
  exampleAgreement,
  exampleCustomer,
  exampleInput,
  SALES_POLICY,
} from "../testing/example-input.ts";
import { OFFERS_IN_SMALL } from "../testing/example-program.ts";
import { runWithEvents } from "../testing/run-with-events.ts";
import { NoticeBook } from "./notice-book.ts";
import { NOTICE_GAPS, noticeGapSentence } from "./notice-gap.ts";

/** What is told of the notice of one agreement that ends on 2027-03-31: the last day for it is 2027-01-30. */
function noticeOf(
  changes: {
    readonly customer?: Partial<Customer>;
    readonly agreement?: Partial<Agreement>;
  } & Partial<SimulationInput>,
) {
  const { customer, agreement, ...rest } = changes;
  const records = {
    customers: [exampleCustomer("c1", customer)],
    agreements: [exampleAgreement("c1", "2027-03-31", agreement)],
  };
  return runWithEvents(exampleInput({ records, assumptions: SILENT_PEOPLE, ...rest })).result
    .notice;
}

const only = (reason: string, handedOver = 0) => ({
  count: 1,
  groups: [{ reason, count: 1, handedOver, agreementIds: ["a-c1"] }],
});

describe("who is left unnoticed", () => {
  test("one without an address, of whom staff got a task to send a letter", () => {
    const { unnoticed, inTime } = noticeOf({ customer: { email: undefined } });
    expect(unnoticed).toEqual(only("missing-address", 1));
    expect(inTime).toBe(0);
  });

  test("one whose e-mail address is none", () => {
    expect(noticeOf({ customer: { email: "anna" } }).unnoticed).toEqual(only("missing-address", 1));
  });

  test("one that no program lets in", () => {
    const policy = SALES_POLICY;
    const party = noticeOf({ agreement: { party: "competitor" }, policy });
    expect(party).toMatchObject({ ended: 0, unnoticed: { count: 0 } });
    const late = noticeOf({ from: "2027-03-20" });
    expect(late.unnoticed).toEqual(only("began-too-late"));
  });

  test("one who renewed before the notice was due needs none", () => {
    const early = { ordersUnprompted: 0, signs: 1 };
    const order: Agreement = {
      ...exampleAgreement("c1", "2028-03-30"),
      id: "r1",
      start: "2027-04-01",
      status: "ordered",
      orderedAt: "2026-11-20T10:00:00.000Z",
      renewalOf: "a-c1",
    };
    const told = runWithEvents(
      exampleInput({
        assumptions: { ...SILENT_PEOPLE, ...early },
        records: {
          customers: [exampleCustomer("c1", { email: undefined })],
          agreements: [exampleAgreement("c1", "2027-03-31"), order],
        },
      }),
    );
    expect(told.result.notice).toMatchObject({ ended: 1, renewed: 1, unnoticed: { count: 0 } });
  });

  test("an agreement whose end does not come in the simulated time is not judged", () => {
    expect(noticeOf({ to: "2027-03-30" }).ended).toBe(0);
    expect(noticeOf({ to: "2027-03-31" }).ended).toBe(1);
  });
});

describe("who is noticed outside the days of the rule pack", () => {
  test("one whose last day for it had passed when the dry run began", () => {
    expect(noticeOf({ from: "2027-02-10" }).outsideWindow).toEqual(only("began-too-late"));
  });

  test("nobody where the rule pack sets none", () => {
    const { statutoryNotice: _none, ...rulePack } = SALES_POLICY.rulePack;
    const policy = { ...SALES_POLICY, rulePack };
    expect(noticeOf({ from: "2027-02-10", policy })).toMatchObject({
      inTime: 1,
      outsideWindow: { count: 0 },
    });
  });
});

describe("a notice book", () => {
  const rules = {
    onlyStatutory: true,
    window: SALES_POLICY.rulePack.statutoryNotice,
    zone: "Europe/Stockholm",
    from: "2026-12-01",
    examples: 1,
  };
  const agreement = exampleAgreement("c1", "2027-03-31");

  test("an order after the last day for the notice does not make up for it", () => {
    const book = new NoticeBook(rules);
    book.entered("a-c1", "2027-01-01");
    book.close(agreement, "2027-01-31");
    book.close({ ...agreement, id: "a-c2" }, "2027-01-30");
    expect(book.result()).toMatchObject({ ended: 2, renewed: 1, unnoticed: { count: 1 } });
  });

  test("one who has left before the notice is told apart from one who has come in again", () => {
    const book = new NoticeBook(rules);
    for (const id of ["a-c1", "a-c2"]) {
      book.entered(id, "2027-01-01");
      book.left(id);
    }
    book.entered("a-c2", "2027-03-01");
    for (const id of ["a-c1", "a-c2"]) book.close({ ...agreement, id }, undefined);
    expect(book.result().unnoticed.groups.map(({ reason }) => reason)).toEqual([
      "left-program",
      "not-reached",
    ]);
  });

  test("lists only the first ids of a group, and counts all", () => {
    const book = new NoticeBook(rules);
    book.turnedAway("a-c2");
    book.turnedAway("a-c1");
    for (const id of ["a-c2", "a-c1", "a-c0"]) book.close({ ...agreement, id }, undefined);
    expect(book.result().unnoticed).toEqual({
      count: 3,
      groups: [
        { reason: "turned-away", count: 2, handedOver: 0, agreementIds: ["a-c1"] },
        { reason: "never-entered", count: 1, handedOver: 0, agreementIds: ["a-c0"] },
      ],
    });
  });
});

test("where no program sends what the law asks for, any message about the agreement counts", () => {
  const told = noticeOf({ programs: [OFFERS_IN_SMALL] });
  expect(told).toMatchObject({ counts: "any-message", inTime: 1 });
});

test("every reason has a sentence in both languages", () => {
  for (const reason of [...NOTICE_GAPS, ...REASONS]) {
    const { sv, en } = noticeGapSentence(reason);
    expect(sv, reason).toMatch(/\.$/);
    expect(en, reason).toMatch(/\.$/);
  }
});
