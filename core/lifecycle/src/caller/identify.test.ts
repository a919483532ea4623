import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CallingPlan, callingNumber, isWithheld } from "./calling-number.ts";
import { type CallerCandidate, identify } from "./identify.ts";

const NUMBER = "+46701234567";

function person(id: string, changes: Partial<CallerCandidate["customer"]> = {}): CallerCandidate {
  return {
    customer: { id, kind: "person", name: `Person ${id}`, mobile: NUMBER, ...changes },
    agreementIds: [`A-${id}`],
  };
}

describe("callingNumber", () => {
  it.each([
    "+46701234567",
    "070-123 45 67",
    "0701234567",
    "0046 70 123 45 67",
    "+46 (0)70-123 45 67",
    "(070) 123 45 67",
    "46701234567",
    "tel:+46-70-123-45-67;ext=12",
    "sip:+46701234567@exchange.example;user=phone",
    "070–123 45 67 ankn. 12",
  ])("reads %s", (text) => {
    expect(callingNumber(text)).toBe(NUMBER);
  });

  it.each(["", "Anna", "anonymous", "12", "701234567", "+0701234567", "+46701234567890123"])(
    "takes %j for no number",
    (text) => {
      expect(callingNumber(text)).toBeUndefined();
    },
  );

  it("goes by the country's own plan", () => {
    const italian = CallingPlan.parse({ code: "39", trunk: "" });
    expect(callingNumber("06 1234 5678", italian)).toBe("+390612345678");
    const american = CallingPlan.parse({ code: "1", trunk: "1", international: "011" });
    expect(callingNumber("1 (212) 555-0123", american)).toBe("+12125550123");
    expect(callingNumber("011 46 70 123 45 67", american)).toBe(NUMBER);
  });

  it("reads what it wrote again as the same, whatever it is given", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789+-() tel:x") }), (text) => {
        const number = callingNumber(text);
        if (number !== undefined) expect(callingNumber(number)).toBe(number);
      }),
      { seed: 88, numRuns: 2_000 },
    );
  });

  it("knows a number that is not shown", () => {
    expect(isWithheld("anonymous")).toBe(true);
    expect(isWithheld("sip:anonymous@anonymous.invalid")).toBe(true);
    expect(isWithheld("070-123 45 67")).toBe(false);
  });
});

describe("identify", () => {
  it("knows the one customer of a number in any form", () => {
    const found = identify({ phone: "070-123 45 67" }, [person("1")]);
    expect(found).toMatchObject({ kind: "one", match: { by: "mobile" }, otherNumber: false });
    expect(found.words).toEqual({ sv: "Person 1 ringer.", en: "Person 1 is calling." });
  });

  it("knows a customer by an entered id or agreement number, however it is written", () => {
    const candidates = [person("K 100", { mobile: undefined })];
    expect(identify({ entered: "k100" }, candidates)).toMatchObject({
      match: { by: "customer-id" },
    });
    expect(identify({ entered: "a-k-100" }, candidates)).toMatchObject({
      match: { by: "agreement" },
    });
  });

  it("asks which of two customers on one number it is, in a household by name", () => {
    const address = { postalAddress: "Storgatan 1, 541 30 Skövde" };
    const two = [person("1", address), person("2", address)];
    const found = identify({ phone: NUMBER }, two);
    expect(found.kind).toBe("household");
    expect(found.words.sv).toBe(
      "Numret tillhör ett hushåll: Person 1 och Person 2. Fråga vem som ringer.",
    );
    const strangers = [person("1", address), person("2", { postalAddress: "Lillgatan 2" })];
    expect(identify({ phone: NUMBER }, strangers).kind).toBe("several");
  });

  it("lets an entered id choose among those who share the number", () => {
    const found = identify({ phone: NUMBER, entered: "2" }, [person("1"), person("2")]);
    expect(found).toMatchObject({ kind: "one", otherNumber: false });
    expect(found.words.sv).toBe("Person 2 ringer.");
  });

  it("warns where the id is one customer's and the number another's", () => {
    const other = person("2", { mobile: "+46709999999" });
    const found = identify({ phone: NUMBER, entered: "2" }, [person("1"), other]);
    expect(found).toMatchObject({ kind: "one", otherNumber: true });
    expect(found.words.sv).toContain("Kontrollera vem som ringer.");
  });

  it("knows a company's number, its own and that of the people who share it", () => {
    const company = person("C", { kind: "company", name: "Norrlast AB" });
    expect(identify({ phone: NUMBER }, [company]).kind).toBe("one");
    const found = identify({ phone: NUMBER }, [{ ...person("1"), companyId: "C" }, company]);
    expect(found.kind).toBe("company");
    expect(found.words.en).toContain("Norrlast AB and Person 1");
    expect(identify({ phone: NUMBER }, [person("1"), company]).kind).toBe("several");
  });

  it("says why nobody is known", () => {
    const why = (clue: Parameters<typeof identify>[0]) => {
      const found = identify(clue, [person("1")]);
      return found.kind === "none" ? found.why : found.kind;
    };
    expect(why({})).toBe("nothing-given");
    expect(why({ phone: "anonymous" })).toBe("withheld");
    expect(why({ phone: "Anna" })).toBe("no-number");
    expect(why({ phone: "+46700000000" })).toBe("not-found");
    expect(why({ entered: "999" })).toBe("not-found");
    expect(why({ phone: NUMBER, entered: "999" })).toBe("one");
  });
});
