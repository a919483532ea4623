import {
  Checkbox,
  SegmentedControl,
  Select,
  SimpleGrid,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from "@mantine/core";
import { useWords } from "../../app/language/words.ts";
import { FIELDS, KINDS, wordOf } from "./column-mapping.ts";
import type { Chosen } from "./use-chosen-files.ts";
import { words } from "./words.ts";

const AMOUNTS = ["comma", "point", "minor"] as const;

/** Says which column fills each field, and how values are written. */
export function ColumnChoice({ chosen }: { readonly chosen: Chosen }) {
  const t = useWords(words);
  const { headings, columns, writing, setWriting, ownMapping, setOwnMapping } = chosen;
  const kinds = KINDS.filter((kind) => headings[kind] !== undefined);
  const hasAmounts = kinds.some((kind) => kind === "agreements" || kind === "purchases");
  const hasPhones = kinds.includes("customers");
  const asksSource = kinds.includes("consents") && columns.consents?.source === undefined;
  return (
    <Stack gap="lg">
      {kinds.map((kind) => (
        <div key={kind}>
          <Title order={3} size="h5" mb="xs">
            {t(kind)}
          </Title>
          <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }}>
            {FIELDS[kind].map(({ name, isRequired }) => (
              <Select
                key={name}
                label={t(wordOf(name))}
                required={isRequired}
                placeholder={t("notUsed")}
                clearable
                searchable
                value={columns[kind]?.[name] ?? null}
                onChange={(column) => chosen.chooseColumn(kind, name, column)}
                data={[...new Set(headings[kind])]}
                size="xs"
              />
            ))}
          </SimpleGrid>
        </div>
      ))}
      <Stack gap="xs">
        {hasAmounts && (
          <div>
            <Text size="sm" fw={500}>
              {t("amount")}
            </Text>
            <SegmentedControl
              aria-label={t("amount")}
              value={writing.amounts}
              onChange={(next) =>
                setWriting({
                  ...writing,
                  amounts: AMOUNTS.find((each) => each === next) ?? "comma",
                })
              }
              data={AMOUNTS.map((each) => ({ value: each, label: t(each) }))}
            />
          </div>
        )}
        {hasPhones && (
          <Checkbox
            label={t("phones")}
            checked={writing.swedishPhones}
            onChange={(event) =>
              setWriting({ ...writing, swedishPhones: event.currentTarget.checked })
            }
          />
        )}
        {asksSource && (
          <TextInput
            label={t("consentSource")}
            description={t("consentSourceMeans")}
            placeholder="import"
            maw={420}
            value={writing.consentSource}
            onChange={(event) =>
              setWriting({ ...writing, consentSource: event.currentTarget.value })
            }
          />
        )}
        <details>
          <summary style={{ cursor: "pointer" }}>{t("mapping")}</summary>
          <Textarea
            label={t("mapping")}
            description={t("mappingHelp")}
            value={ownMapping}
            onChange={(event) => setOwnMapping(event.currentTarget.value)}
            autosize
            minRows={5}
            mt="xs"
            styles={{ input: { fontFamily: "monospace", fontSize: 13 } }}
          />
        </details>
      </Stack>
    </Stack>
  );
}
