import { describe, expect, test } from "vitest";
import type { NamedTemplate } from "../../message/template.ts";
import { SALES_POLICY } from "../testing/example-input.ts";
import { OFFERS_IN_SMALL, RENEWAL_IN_SMALL } from "../testing/example-program.ts";
import { prepareProgram } from "./prepare-program.ts";

const text = (locale: "sv" | "en", body: string): NamedTemplate => ({
  ...{ name: "offer", kind: "sms", locale, file: `templates/offer.sms.${locale}.txt` },
  body: [body],
});

describe("a program made ready for a dry run", () => {
  test("a text says how to decline only if it does so in every language", () => {
    const offers = (...templates: NamedTemplate[]) =>
      prepareProgram({ ...OFFERS_IN_SMALL, templates }, SALES_POLICY, "sv").offersOptOut(
        "offer",
        "sms",
      );
    expect(offers(text("sv", "Svara STOPP."), text("en", "Reply STOP."))).toBe(true);
    expect(offers(text("sv", "Svara STOPP."), text("en", "Buy now."))).toBe(false);
    expect(offers(text("sv", "Stoppa inte."))).toBe(false);
    expect(offers()).toBe(false);
  });

  test("the customer's language comes first, then the tenant's, then any", () => {
    const templates = [text("sv", "Hej"), text("en", "Hello")];
    const of = (tenant: "sv" | "en", among = templates) =>
      prepareProgram({ ...OFFERS_IN_SMALL, templates: among }, SALES_POLICY, tenant);
    expect(of("sv").text("offer", "sms", "en-GB")?.locale).toBe("en");
    expect(of("en").text("offer", "sms", "fi")?.locale).toBe("en");
    expect(of("sv", [text("en", "Hello")]).text("offer", "sms", "sv")?.locale).toBe("en");
    expect(of("sv").text("offer", "email", "sv")).toBeUndefined();
  });

  test("knows what it hears, what it sends, and by whose rules", () => {
    const renewal = prepareProgram(RENEWAL_IN_SMALL, SALES_POLICY, "sv");
    expect([...renewal.opensOn]).toEqual(["agreement.ordered"]);
    expect(renewal.listensTo).toContain("call.finished");
    expect(renewal).toMatchObject({ sendsNotices: true, countsContacts: false });
    expect(renewal.policy).toMatchObject(SALES_POLICY);
    const rulePack = { ...SALES_POLICY.rulePack, id: "other" };
    const own = prepareProgram({ ...OFFERS_IN_SMALL, rulePack }, SALES_POLICY, "sv");
    expect(own).toMatchObject({ sendsNotices: false, policy: { rulePack: { id: "other" } } });
  });
});
