import { Group, NumberInput, SimpleGrid, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Figure } from "../../parts/figure.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { words } from "./words.ts";

const CHANGES = ["purchasesChange", "amountChange", "durationChange", "customersChange"] as const;
type Changes = Readonly<Partial<Record<(typeof CHANGES)[number], number>>>;

/** What the base would be worth with other factors: the documents' business case (D-04). */
export function WhatIf() {
  const { money, share } = useFormat();
  const t = useWords(words);
  const [changes, setChanges] = useState<Changes>({});
  const [asked] = useDebouncedValue(changes, 300);
  const isAsked = Object.keys(asked).length > 0;
  const query = useAsk("getValueReport", { query: asked }, { when: isAsked, keep: true });
  const change = isAsked ? query.data?.purchases?.change : undefined;
  return (
    <section>
      <Title order={3} size="h5">
        {t("whatIf")}
      </Title>
      <Text size="sm" c="dark.4">
        {t("whatIfLead")}
      </Text>
      <SimpleGrid cols={{ base: 2, md: 4 }} mt="xs">
        {CHANGES.map((name) => (
          <NumberInput
            key={name}
            label={t(name)}
            aria-label={t("percentMore", { name: t(name) })}
            min={-100}
            max={1000}
            suffix=" %"
            value={changes[name] ?? ""}
            onChange={(value) => {
              const { [name]: _before, ...rest } = changes;
              setChanges(value === "" || value === "-" ? rest : { ...rest, [name]: Number(value) });
            }}
          />
        ))}
      </SimpleGrid>
      <ProblemNote error={query.error} />
      {change && change.portfolioValue !== null && (
        <Group mt="md" aria-live="polite">
          <Figure
            name={t("after")}
            value={money(change.portfolioValue)}
            of="PurchaseValue.change.portfolioValue"
            note={
              change.portfolioChange !== null &&
              t("afterChange", {
                share: `${change.portfolioChange >= 0 ? "+" : ""}${share(change.portfolioChange)}`,
              })
            }
          />
        </Group>
      )}
    </section>
  );
}
