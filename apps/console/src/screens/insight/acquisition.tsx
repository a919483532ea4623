import { Group, NumberInput, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Figure } from "../../parts/figure.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { words } from "./words.ts";

/** Minor units of a unit of money. */
const MINOR = 100;

/** Whether a customer is worth what acquiring it costs (D-08). */
export function Acquisition() {
  const { money } = useFormat();
  const t = useWords(words);
  const [cost, setCost] = useState<number | undefined>(undefined);
  const [margin, setMargin] = useState(100);
  const [asked] = useDebouncedValue({ cost, margin }, 300);
  const query = useAsk(
    "getValueReport",
    {
      query: { acquisitionCost: Math.round((asked.cost ?? 0) * MINOR), margin: asked.margin / 100 },
    },
    { when: asked.cost !== undefined, keep: true },
  );
  const test = cost === undefined ? undefined : query.data?.purchases?.acquisition;
  return (
    <section>
      <Title order={3} size="h5">
        {t("acquisition")}
      </Title>
      <Text size="sm" c="dark.4">
        {t("acquisitionLead")}
      </Text>
      <Group gap="md" mt="xs" align="flex-end">
        <NumberInput
          label={t("cost", { currency: query.data?.currency ?? "SEK" })}
          min={0}
          thousandSeparator=" "
          value={cost ?? ""}
          onChange={(value) => setCost(value === "" ? undefined : Number(value))}
        />
        <NumberInput
          label={t("margin")}
          min={0}
          max={100}
          suffix=" %"
          value={margin}
          onChange={(value) => setMargin(Number(value) || 0)}
        />
      </Group>
      <ProblemNote error={query.error} />
      {test && (
        <Group gap="xl" mt="md" aria-live="polite">
          <Figure
            name={t("discounted")}
            value={money(test.discountedValue)}
            of="PurchaseValue.acquisition.discountedValue"
          />
          <Figure
            name={t("net")}
            value={money(test.netPresentValue)}
            of="PurchaseValue.acquisition.netPresentValue"
            note={t(test.worthwhile ? "pays" : "paysNot")}
          />
        </Group>
      )}
    </section>
  );
}
