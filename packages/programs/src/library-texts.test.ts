import { LOCALES } from "@perennial/contract";
import {
  findTemplate,
  type NamedTemplate,
  type Program,
  parseProgram,
  renderTemplate,
  type Step,
  smsSegments,
  type TemplateKind,
} from "@perennial/lifecycle";
import { describe, expect, test } from "vitest";
import { listPrograms, readLibraryProgram } from "./library.ts";

interface Text {
  readonly step: string;
  readonly class: string;
  readonly template: NamedTemplate;
}

const read = await Promise.all(
  (await listPrograms()).map(async (id) => ({ id, ...parseProgram(await readLibraryProgram(id)) })),
);

/** The template of a step, by name and kind. */
function templateOf(step: Step): { name: string; kind: TemplateKind; class: string } | undefined {
  if (step.do === "send") return { name: step.template, kind: step.channel, class: step.class };
  if (step.do === "call") return { name: step.template, kind: "call", class: step.class };
  if (step.do === "task") return { name: step.template, kind: "task", class: "internal" };
  return undefined;
}

function textsOf(program: Program, templates: readonly NamedTemplate[]): readonly Text[] {
  return program.steps.flatMap((step) => {
    const wanted = templateOf(step);
    if (!wanted) return [];
    return LOCALES.flatMap((locale) => {
      const template = findTemplate(templates, { ...wanted, locale });
      return template ? [{ step: step.id, class: wanted.class, template }] : [];
    });
  });
}

// The least that a record holds (the contract's required fields), and long values for the rest.
const LEAST: Readonly<Record<string, string>> = {
  "customer.name": "Elnätsbolaget Östra Fastigheter AB",
  "agreement.id": "A-2026-000123",
  "agreement.product": "Fast pris 2 år",
  "agreement.end": "2027-03-31",
  "invitation.eventName": "Vårens kundkväll",
  "invitation.startsAt": "2027-04-15T16:00:00.000Z",
  "tenant.name": "Nordanvind Energi",
  unsubscribeUrl: "https://example.com/u/abc",
};
const FULL: Readonly<Record<string, string | number>> = {
  ...LEAST,
  "customer.owner": "Karl-Alexander Lundgren-Wikström",
  "customer.postalAddress": "Storgatan 12, 123 45 Storstad",
  "customer.attributes.interest": "trädgård och uteplatser",
  "enrolment.remaining": 129_950,
  "enrolment.reason": "service",
  "enrolment.said": "Ingen svarade när jag ringde.",
  "invitation.place": "Stora salen, Storgatan 12 i Storstad",
  "standing.remaining": 129_950,
  "standing.tierUntil": "2027-03-31",
  "customer.firstName": "Karl-Alexander",
  "renewal.product": "Fast pris 3 år Guld med ursprungsmärkt vindkraft",
  "renewal.start": "2027-04-01",
  "renewal.end": "2030-03-31",
  "renewal.orderedAt": "2027-02-03T10:00:00.000Z",
};

/** Every filled version of a text: with little and with much, with each offer, and without one where there are none. */
function filled({ offers }: Program, { template }: Text) {
  const { locale } = template;
  const offered = offers.map(({ id, name, pitch, product }) => ({
    id,
    values: {
      ...{ "offer.name": name[locale], "offer.pitch": pitch[locale] },
      "offer.product": product,
    },
  }));
  const choices = offered.length > 0 ? offered : [{ id: "no offer", values: {} }];
  return [LEAST, FULL].flatMap((values) =>
    choices.map((choice) => {
      const all: Readonly<Record<string, string | number>> = { ...values, ...choice.values };
      const options = { locale, zone: "Europe/Stockholm" };
      return { id: choice.id, rendered: renderTemplate(template, (field) => all[field], options) };
    }),
  );
}

function sourceOf(files: Readonly<Record<string, string>>, text: Text): string {
  return files[text.template.file] ?? "";
}

describe.each(read)("the texts of $id", ({ id, program, templates }) => {
  if (!program) throw new Error(`The program ${id} has errors.`);
  const texts = textsOf(program, templates);

  test("exist in every language, and none is left over", () => {
    const wanted = program.steps.flatMap((step) => templateOf(step) ?? []);
    for (const each of wanted) {
      for (const locale of LOCALES) {
        expect(
          findTemplate(templates, { ...each, locale }),
          `${each.name} ${locale}`,
        ).toBeDefined();
      }
    }
    const used = new Set(texts.map(({ template }) => template.file));
    expect(templates.map(({ file }) => file).filter((file) => !used.has(file))).toEqual([]);
  });

  test("are whole with the least that a record can hold, and with everything", () => {
    for (const text of texts) {
      for (const { rendered } of filled(program, text)) {
        expect(rendered, text.template.file).toMatchObject({ ok: true });
      }
    }
  });

  test("take at most two segments of GSM-7 as text messages, whatever the offer and the name", () => {
    for (const text of texts.filter(({ template }) => template.kind === "sms")) {
      for (const { id: offer, rendered } of filled(program, text)) {
        const count = smsSegments(rendered.ok ? rendered.text : "");
        expect(count, `${text.template.file} ${offer}`).toMatchObject({ encoding: "gsm-7" });
        expect(count.segments, `${text.template.file} ${offer}`).toBeLessThanOrEqual(2);
      }
    }
  });

  test("make no offer in a statutory or service message", async () => {
    const files = await readLibraryProgram(id);
    const silent = texts.filter((text) => text.class === "statutory" || text.class === "service");
    const offering = silent.filter((text) => /\{\{\s*offer\./.test(sourceOf(files, text)));
    expect(offering.map(({ template }) => template.file)).toEqual([]);
  });

  test("say how to decline in every marketing message", async () => {
    const files = await readLibraryProgram(id);
    for (const text of texts.filter((each) => each.class === "marketing")) {
      if (text.template.kind === "sms") expect(sourceOf(files, text)).toMatch(/STOPP?\b/);
      if (text.template.kind === "email") {
        expect(sourceOf(files, text)).toContain("{{ unsubscribeUrl }}");
      }
    }
  });
});
