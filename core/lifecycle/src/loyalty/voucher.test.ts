import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays } from "../schedule/date.ts";
import {
  lowRedemptionSentence,
  lowRedemptions,
  redemptionReport,
  shareUsed,
} from "./redemption-report.ts";
import { redeem, type Voucher } from "./voucher.ts";
import { readVoucherCode, VoucherError, voucherCode } from "./voucher-code.ts";

const SEEDS = fc.uint8Array({ minLength: 16, maxLength: 32 });
const TODAY = "2026-11-22";

describe("a voucher's code", () => {
  it("has twelve letters that are not taken for one another, and reads as it was made however it is typed", () => {
    const property = fc.property(SEEDS, (seed) => {
      const code = voucherCode(seed);
      expect(code).toMatch(/^(?:[34679ACDEFGHJKMNPQRTWXY]{4}(?:-(?!$)|$)){3}$/);
      expect(voucherCode(seed)).toBe(code);
      expect(readVoucherCode(` ${code.toLowerCase().replaceAll("-", " ")}`)).toBe(code);
    });
    fc.assert(property, { seed: 20_261_122 });
  });

  it("with a wrong letter, or two that changed places, is none", () => {
    const places = fc.tuple(
      SEEDS,
      fc.integer({ min: 0, max: 11 }),
      fc.integer({ min: 0, max: 11 }),
    );
    const property = fc.property(places, ([seed, at, other]) => {
      const letters = [...voucherCode(seed).replaceAll("-", "")];
      const wrong = letters.with(at, letters[at] === "Y" ? "3" : "Y").join("");
      expect(readVoucherCode(wrong)).toBeUndefined();
      if (letters[at] === letters[other]) return;
      const swapped = letters.with(at, letters[other] ?? "").with(other, letters[at] ?? "");
      expect(readVoucherCode(swapped.join(""))).toBeUndefined();
    });
    fc.assert(property, { seed: 20_261_122, numRuns: 1_000 });
  });

  it("is not made of too little chance", () => {
    expect(() => voucherCode(new Uint8Array(15))).toThrow(VoucherError);
  });
});

const voucher: Voucher = {
  ...{ code: "x", offer: "spring", customerId: "c1", uses: 1, issuedOn: "2026-11-01" },
  ...{ from: "2026-11-10", until: "2026-11-30" },
};

describe("a voucher", () => {
  const none = { inAll: 0, byCustomer: 0 };
  const use = (changes: Partial<Voucher>, customerId = "c1", on = TODAY, used = none) => {
    const outcome = redeem({ ...voucher, ...changes }, { on, customerId, used });
    return outcome.accepted ? "accepted" : outcome.reason;
  };

  it("is taken from whom it belongs to, from its first day to its last", () => {
    expect(use({}, "c1", "2026-11-10")).toBe("accepted");
    expect(use({}, "c1", "2026-11-30")).toBe("accepted");
    expect(use({}, "c1", "2026-11-09")).toBe("not-yet");
    expect(use({}, "c1", "2026-12-01")).toBe("too-late");
    expect(use({}, "c2")).toBe("other-customer");
  });

  it("is taken as often as it says, in all and from each", () => {
    expect(use({}, "c1", TODAY, { inAll: 1, byCustomer: 0 })).toBe("used-up");
    const open = { customerId: undefined, uses: undefined, usesEach: 2 };
    expect(use(open, "c7", TODAY, { inAll: 900, byCustomer: 1 })).toBe("accepted");
    expect(use(open, "c7", TODAY, { inAll: 900, byCustomer: 2 })).toBe("used-by-customer");
  });
});

describe("the redemption report", () => {
  const issued = (count: number, used: number, until: string | undefined, offer = "spring") =>
    Array.from({ length: count }, (_, n) => ({
      voucher: { ...voucher, offer, until, issuedOn: "2026-08-01" },
      uses: n < used ? 2 : 0,
    }));

  it("counts vouchers by offer: issued, used, run out", () => {
    const [spring] = redemptionReport(
      [...issued(60, 20, "2026-11-01"), ...issued(40, 1, addDays(TODAY, 5))],
      TODAY,
    );
    expect(spring).toEqual({
      ...{
        offer: "spring",
        issued: 100,
        used: 21,
        uses: 42,
        expired: 40,
        ended: 60,
        endedUsed: 20,
      },
    });
    expect(spring && shareUsed(spring)).toBe(0.21);
  });

  it("alerts where less than half of those whose time is over were used, and there are enough to tell", () => {
    const report = redemptionReport(
      [
        ...issued(60, 20, "2026-11-01"),
        ...issued(49, 0, "2026-11-01", "few"),
        ...issued(90, 0, TODAY, "running"),
        ...issued(50, 25, "2026-11-01", "half"),
        ...issued(50, 0, undefined, "open"),
      ],
      TODAY,
    );
    const low = lowRedemptions(report);
    expect(low.map(({ offer }) => offer)).toEqual(["open", "spring"]);
    expect(low[1] && lowRedemptionSentence(low[1], "sv")).toBe(
      "Erbjudandet ”spring” används lite: 20 av 60 värdekoder (33 %) användes innan tiden gick ut.",
    );
  });
});
