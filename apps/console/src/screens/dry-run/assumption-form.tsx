import {
  Button,
  Checkbox,
  Collapse,
  Fieldset,
  Group,
  NumberInput,
  SimpleGrid,
  Stack,
  Text,
} from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { Answer } from "../../app/api/call.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { words } from "./words.ts";

/** Assumptions that differ from the usual ones, by name. */
export type Assumed = Readonly<Record<string, number | boolean | null>>;
type Assumption = Answer<"listAssumptions">["items"][number];

/** What differs, and how it is changed. */
export interface AssumptionFormProps {
  readonly assumed: Assumed;
  readonly change: (assumed: Assumed) => void;
}

/** What is asked for on its own beside the result, or not limited in a dry run. */
const ELSEWHERE = "callsPerDay";

/** Prices first, then what is assumed of people: to be put right by who knows better. */
export function AssumptionForm({ assumed, change }: AssumptionFormProps) {
  const { locale } = useLanguage();
  const t = useWords(words);
  const [isOpen, { toggle }] = useDisclosure();
  const query = useAsk("listAssumptions", { query: { locale } }, { when: isOpen });
  const set = (name: string, value: number | boolean | null | undefined) => {
    const { [name]: _, ...rest } = assumed;
    change(value === undefined ? rest : { ...rest, [name]: value });
  };
  return (
    <Stack gap="xs">
      <Group>
        <Button variant="subtle" size="compact-sm" onClick={toggle} aria-expanded={isOpen}>
          {t("prices")}
        </Button>
        {Object.keys(assumed).length > 0 && (
          <Button variant="subtle" size="compact-sm" color="dark" onClick={() => change({})}>
            {t("resetAll")}
          </Button>
        )}
      </Group>
      <Collapse expanded={isOpen}>
        {isOpen && (
          <Fieldset legend={t("prices")}>
            <Text size="sm" mb="sm">
              {t("pricesHelp")}
            </Text>
            <Answered query={query}>
              {({ items }) => (
                <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} verticalSpacing="sm">
                  {items
                    .filter(({ name }) => name !== ELSEWHERE)
                    .toSorted((a, b) => Number(b.unit === "money") - Number(a.unit === "money"))
                    .map((item) => (
                      <AssumptionField
                        key={item.name}
                        item={item}
                        value={assumed[item.name]}
                        set={set}
                      />
                    ))}
                </SimpleGrid>
              )}
            </Answered>
          </Fieldset>
        )}
      </Collapse>
    </Stack>
  );
}

interface AssumptionFieldProps {
  readonly item: Assumption;
  readonly value: number | boolean | null | undefined;
  readonly set: (name: string, value: number | boolean | null | undefined) => void;
}

/** How many of what is shown go to one of what is kept. */
const SCALES: Readonly<Partial<Record<Assumption["unit"], number>>> = { share: 100, money: 0.01 };

function AssumptionField({ item, value, set }: AssumptionFieldProps) {
  const { name, words: label, unit, value: usual } = item;
  const t = useWords(words);
  if (unit === "yes-no") {
    return (
      <Checkbox
        label={label}
        checked={(value ?? usual) === true}
        onChange={(event) => set(name, event.currentTarget.checked)}
      />
    );
  }
  const scale = SCALES[unit] ?? 1;
  const shown = (of: number | boolean | null | undefined) =>
    typeof of === "number" ? Math.round(of * scale * 1000) / 1000 : "";
  const told = usual === null ? t("notLimited") : String(shown(usual));
  return (
    <NumberInput
      label={label}
      description={t("usual", { value: told })}
      inputWrapperOrder={["label", "input", "description", "error"]}
      min={0}
      {...(unit === "share" && { max: 100 })}
      suffix={` ${t(`unit_${unit}`)}`}
      value={shown(value === undefined ? usual : value)}
      onChange={(next) => {
        if (next === "") set(name, usual === null ? null : undefined);
        else set(name, unit === "money" ? Math.round(Number(next) / scale) : Number(next) / scale);
      }}
    />
  );
}
