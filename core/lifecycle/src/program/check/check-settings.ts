import { meant } from "./check-names.ts";
import type { Inspection } from "./inspection.ts";
import { settingsInConditions, settingUsesOf } from "./program-parts.ts";

/** Settings that do not exist or hold another type, and those that nothing uses. */
export function checkSettings(inspection: Inspection): void {
  const { settings } = inspection.program;
  const used = new Set(settingsInConditions(inspection.program));
  for (const { path, part } of settingUsesOf(inspection.program)) {
    if (typeof part.value !== "object") continue;
    const name = part.value.setting;
    used.add(name);
    const setting = Object.hasOwn(settings, name) ? settings[name] : undefined;
    if (setting === undefined) {
      inspection.report({
        path: [...path, "setting"],
        code: "unknown-setting",
        message: {
          sv: `Det finns ingen inställning ”${name}”.${meant(name, Object.keys(settings)).sv}`,
          en: `There is no setting "${name}".${meant(name, Object.keys(settings)).en}`,
        },
        remedy: {
          sv: `Ange en inställning som står under ”settings”, eller lägg till den där med type: ${part.type}.`,
          en: `Name one of the program's "settings", or add it there with type: ${part.type}.`,
        },
      });
    } else if (setting.type !== part.type) {
      inspection.report({
        path: [...path, "setting"],
        code: "wrong-setting-type",
        message: {
          sv: `Inställningen ”${name}” är ${TYPE_WORDS[setting.type]}, och här behövs ${TYPE_WORDS[part.type]}.`,
          en: `The setting "${name}" is a ${setting.type}, and here a ${part.type} is needed.`,
        },
        remedy: {
          sv: `Använd en inställning med type: ${part.type}.`,
          en: `Use a setting with type: ${part.type}.`,
        },
      });
    }
  }
  reportUnused(inspection, used);
  checkTenantValues(inspection);
}

const TYPE_WORDS = { duration: "en tidslängd", time: "ett klockslag", number: "ett tal" } as const;

function reportUnused(inspection: Inspection, used: ReadonlySet<string>): void {
  for (const name of Object.keys(inspection.program.settings)) {
    if (used.has(name)) continue;
    inspection.report({
      path: ["settings", name],
      part: "key",
      severity: "warning",
      code: "unused-setting",
      message: {
        sv: `Inget i programmet använder inställningen ”${name}”.`,
        en: `Nothing in the program uses the setting "${name}".`,
      },
      remedy: {
        sv: `Använd den som { setting: ${name} }, eller ta bort den.`,
        en: `Use it as { setting: ${name} }, or remove it.`,
      },
    });
  }
}

/** The tenant's own values come from outside and may be of an older version of the program. */
function checkTenantValues(inspection: Inspection): void {
  const { program, context } = inspection;
  for (const [name, value] of Object.entries(context.settings ?? {})) {
    const setting = Object.hasOwn(program.settings, name) ? program.settings[name] : undefined;
    if (setting === undefined || typeof value === typeof setting.default) continue;
    inspection.report({
      path: ["settings", name],
      part: "key",
      code: "wrong-setting-value",
      message: {
        sv: `Värdet som valts för inställningen ”${name}” är inte ${TYPE_WORDS[setting.type]}.`,
        en: `The value chosen for the setting "${name}" is no ${setting.type}.`,
      },
      remedy: { sv: "Välj värdet på nytt.", en: "Choose the value again." },
    });
  }
}
