import { LOCALES, type Locale, type LocalizedText } from "@perennial/contract";
import type { Declared } from "../../condition/declared-field.ts";
import { type Catalogue, createCatalogue } from "../../condition/fields.ts";
import type { NamedTemplate } from "../../message/template.ts";
import type { RulePack } from "../../policy/rule-pack.ts";
import type { ParsedProgram } from "../parse-program.ts";
import { PROGRAM_FILE, type Problem } from "../problem.ts";
import { defaultSettings, type Program, type SettingValues } from "../program.ts";
import { enrolmentFields } from "../program-catalogue.ts";
import type { Path } from "../read-yaml.ts";
import { signalDeclarations } from "../signal-declarations.ts";
import type { DurationOrSetting, NumberOrSetting } from "../step.ts";

/** What a program is checked against beside its own files. */
export interface CheckContext {
  /** The rule packs there are, by id. */
  readonly rulePacks: Readonly<Record<string, RulePack>>;
  /** The ids of all programs that may be called. */
  readonly programs: readonly string[];
  /** The tenant's own settings. @default those of the program */
  readonly settings?: SettingValues;
  /** The languages in which every text must exist. @default all */
  readonly locales?: readonly Locale[];
  /** How many segments a text message may have before it is worth a warning. @default 2 */
  readonly smsSegments?: number;
}

/** A problem at a place in the program file. */
export interface Finding {
  readonly path: Path;
  /** Whether it stands at the key or at what follows it. @default value */
  readonly part?: "key" | "value";
  readonly code: string;
  readonly message: LocalizedText;
  readonly remedy: LocalizedText;
  /** @default error */
  readonly severity?: Problem["severity"];
}

/** One program being looked at by the rules, each of which reports what it finds. */
export class Inspection {
  readonly program: Program;
  readonly parsed: ParsedProgram;
  readonly context: CheckContext;
  readonly settings: SettingValues;
  readonly locales: readonly Locale[];
  readonly problems: Problem[] = [];
  readonly #catalogues = new Map<string | undefined, Catalogue>();

  constructor(program: Program, parsed: ParsedProgram, context: CheckContext) {
    this.program = program;
    this.parsed = parsed;
    this.context = context;
    this.settings = { ...defaultSettings(program), ...context.settings };
    this.locales = context.locales ?? LOCALES;
  }

  /** The rule pack the program goes by; none where it names none or one that does not exist. */
  get rulePack(): RulePack | undefined {
    const { rulePack } = this.program;
    if (rulePack === undefined || !Object.hasOwn(this.context.rulePacks, rulePack))
      return undefined;
    return this.context.rulePacks[rulePack];
  }

  report({ path, part, severity = "error", ...rest }: Finding): void {
    const place = this.parsed.placeOf(path, part);
    this.problems.push({ file: PROGRAM_FILE, ...place, severity, ...rest });
  }

  /** Reports at a place in a text of the program. */
  reportIn(
    template: NamedTemplate,
    place: { readonly line: number; readonly column: number },
    { severity = "error", ...rest }: Omit<Finding, "path" | "part">,
  ): void {
    const { line, column } = place;
    this.problems.push({ file: template.file, line, column, severity, ...rest });
  }

  /**
   * The fields that may be asked about where a signal of this type is looked at. Without a type those of all
   * signals are there, so that one which is asked about where no signal is gets the right answer.
   */
  catalogue(signal?: string): Catalogue {
    const known = this.#catalogues.get(signal);
    if (known) return known;
    const { attributes } = this.program;
    const declared: Declared = {
      ...under("customer.attributes", attributes.customer),
      ...under("agreement.attributes", attributes.agreement),
      ...under("enrolment", enrolmentFields(this.program)),
      ...under("signal", signalDeclarations(signal)),
    };
    const catalogue = createCatalogue({ declared, settings: this.settings });
    this.#catalogues.set(signal, catalogue);
    return catalogue;
  }

  /** The duration in force; nothing where the setting does not exist, which is reported elsewhere. */
  duration(value: DurationOrSetting): string | undefined {
    if (typeof value === "string") return value;
    const found = this.#setting(value.setting);
    return typeof found === "string" ? found : undefined;
  }

  /** The number in force; nothing where the setting does not exist. */
  number(value: NumberOrSetting): number | undefined {
    if (typeof value === "number") return value;
    const found = this.#setting(value.setting);
    return typeof found === "number" ? found : undefined;
  }

  #setting(name: string): string | number | undefined {
    return Object.hasOwn(this.settings, name) ? this.settings[name] : undefined;
  }
}

/** The form of a field's name; one of another form is reported, and left out of catalogues. */
export const FIELD_NAME = /^[a-zA-Z][a-zA-Z0-9_]*$/;

function under(scope: string, fields: Declared): Declared {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => FIELD_NAME.test(name))
      .map(([name, type]) => [`${scope}.${name}`, type]),
  );
}
