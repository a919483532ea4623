import { Button, NumberInput, SimpleGrid, Stack, Switch, Text } from "@mantine/core";
import { useWords } from "../../../app/language/words.ts";
import { Section } from "../../../parts/section.tsx";
import { type Draft, TenantForm } from "../shared/tenant-form.tsx";
import { CapRow } from "./cap-row.tsx";
import { words } from "./words.ts";

const NAMES = ["caps", "budget"] as const;
type Frequency = Draft<(typeof NAMES)[number]>;

/** What a new limit says until it is changed. */
const NEW_CAP = { limit: 2, window: { rolling: "P7D" }, classes: ["marketing" as const] };
/** What the year's marketing is until it is changed (V-12). */
const NEW_BUDGET = { perYear: 48, lessPerPurchase: 1, atLeast: 18 };

/** How much marketing a customer gets. */
export function FrequencySettings() {
  return (
    <TenantForm names={NAMES}>
      {(draft) => (
        <>
          <Caps draft={draft} />
          <Budget draft={draft} />
        </>
      )}
    </TenantForm>
  );
}

function Caps({ draft: { value, set, wrong } }: { readonly draft: Frequency }) {
  const t = useWords(words);
  const { caps } = value;
  const isWrong = (at: number) =>
    ["", ".limit", ".window", ".window.rolling", ".classes"].some((part) =>
      wrong(`caps.${at}${part}`),
    );
  return (
    <Section
      title={t("caps")}
      lead={t("capsLead")}
      actions={
        <Button
          variant="light"
          size="xs"
          onClick={() => set("caps", [...caps, { ...NEW_CAP, classes: [...NEW_CAP.classes] }])}
        >
          {t("addCap")}
        </Button>
      }
    >
      <Stack gap="sm">
        {caps.length === 0 && <Text size="sm">{t("noCaps")}</Text>}
        {caps.map((cap, at) => (
          <CapRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a limit has no name of its own but its place
            key={at}
            number={at + 1}
            cap={cap}
            change={(next) => set("caps", caps.with(at, next))}
            remove={() =>
              set(
                "caps",
                caps.filter((_, index) => index !== at),
              )
            }
            isWrong={isWrong(at)}
          />
        ))}
      </Stack>
    </Section>
  );
}

const FIELDS = [
  ["perYear", "perYear"],
  ["lessPerPurchase", "less"],
  ["atLeast", "atLeast"],
] as const;

function Budget({ draft: { value, set, wrong } }: { readonly draft: Frequency }) {
  const t = useWords(words);
  const { budget } = value;
  return (
    <Section title={t("budget")} lead={t("budgetLead")}>
      <Stack gap="sm">
        <Switch
          label={t("hasBudget")}
          checked={budget !== null}
          onChange={(event) => set("budget", event.currentTarget.checked ? NEW_BUDGET : null)}
        />
        {budget !== null && (
          <SimpleGrid cols={{ base: 1, sm: 3 }} style={{ alignItems: "end" }}>
            {FIELDS.map(([field, name]) => (
              <NumberInput
                key={field}
                label={t(name)}
                value={budget[field]}
                onChange={(next) => set("budget", { ...budget, [field]: Number(next) })}
                decimalSeparator=","
                error={wrong(`budget.${field}`) && t("wrongNumber")}
              />
            ))}
          </SimpleGrid>
        )}
      </Stack>
    </Section>
  );
}
