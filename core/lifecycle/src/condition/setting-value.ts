import { z } from "zod";
import { didYouMean } from "./did-you-mean.ts";
import type { Path } from "./problem.ts";
import { didMean, isRaw, type Walk } from "./walk.ts";

/** The name of a program's setting in the place of a value. */
export const SettingName = z.strictObject({ setting: z.string() });
export type SettingName = z.infer<typeof SettingName>;

/** A value as it stands, or the number that the setting holds which stands there. */
export interface Settled {
  readonly value: unknown;
}

/**
 * Reads a number that may be the name of a setting (requirements.md, 1.7.8), so that whatever is made of the condition
 * has the tenant's own number in it; reports a setting that there is not, or that holds no number.
 */
export function settledValue(value: unknown, path: Path, walk: Walk): Settled | undefined {
  if (!isRaw(value) || !Object.hasOwn(value, "setting")) return { value };
  const { settings } = walk.catalogue;
  const name = value.setting;
  const at = [...path, "setting"];
  if (typeof name !== "string" || !Object.hasOwn(settings, name)) {
    const names = Object.keys(settings).filter((each) => typeof settings[each] === "number");
    const near = typeof name === "string" ? didYouMean(name, names) : undefined;
    const hint = near === undefined ? undefined : didMean(near);
    const message = {
      sv: `Här finns ingen inställning ”${String(name)}”.${hint ? ` ${hint.sv}` : ""}`,
      en: `There is no setting "${String(name)}" here.${hint ? ` ${hint.en}` : ""}`,
    };
    const remedy = {
      sv: "Ange en inställning som står under ”settings” med type: number, eller skriv talet.",
      en: 'Name one of the program\'s "settings" with type: number, or write the number.',
    };
    walk.report({ path: at, code: "unknown-setting", message, remedy });
    return undefined;
  }
  const found = settings[name];
  if (typeof found === "number") return { value: found };
  const message = {
    sv: `Inställningen ”${name}” är inget tal, och här behövs ett.`,
    en: `The setting "${name}" is no number, and here one is needed.`,
  };
  walk.report({
    path: at,
    code: "wrong-setting-type",
    message,
    remedy: {
      sv: "Använd en inställning med type: number.",
      en: "Use a setting with type: number.",
    },
  });
  return undefined;
}
