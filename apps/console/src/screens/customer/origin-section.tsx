import { List, Stack, Table, Text } from "@mantine/core";
import type { FieldOriginView } from "@perennial/api";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Section } from "../../parts/section.tsx";
import { words } from "./words.ts";

/** Everything that is known of a customer, where each value comes from, and how the value was reckoned. */
export function OriginSection({ customerId }: { readonly customerId: string }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const asked = { params: { id: customerId }, query: { locale } };
  const query = useAsk("getCustomerOrigin", asked);
  return (
    <Section title={t("origin")}>
      <Answered query={query}>
        {({ items, connections, value }) => (
          <Stack gap="md">
            {value && (
              <div>
                <Text fw={600}>{t("valueWhy")}</Text>
                <Text size="sm">{value.sentence}</Text>
                <List size="sm">
                  {value.lines.map((line, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: two lines may say the same and none ever moves
                    <List.Item key={index}>{line}</List.Item>
                  ))}
                </List>
              </div>
            )}
            <FieldTable items={items} />
            {connections.length > 0 && (
              <Text size="sm" c="dark.4">
                {t("connections", { names: connections.map(({ id }) => id).join(", ") })}
              </Text>
            )}
          </Stack>
        )}
      </Answered>
    </Section>
  );
}

function FieldTable({ items }: { readonly items: readonly FieldOriginView[] }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  return (
    <Table.ScrollContainer minWidth={480} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table aria-label={t("origin")}>
        <Table.Thead>
          <Table.Tr>
            {[t("originField"), t("originValue"), t("originSource")].map((each) => (
              <Table.Th key={each}>{each}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((each) => (
            <Table.Tr key={each.field}>
              <Table.Td>{each.name[locale]}</Table.Td>
              <Table.Td>
                <Value origin={each} />
              </Table.Td>
              <Table.Td>
                <Source origin={each} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

function Value({ origin: { value, said } }: { readonly origin: FieldOriginView }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const { day, moment } = useFormat();
  if (said) return said[locale];
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (value === null) return "–";
  const text = String(value);
  if (DATE.test(text)) return day(text);
  return MOMENT.test(text) ? moment(text) : text;
}

function Source({ origin: { source, at, on } }: { readonly origin: FieldOriginView }) {
  const t = useWords(words);
  const { day, moment } = useFormat();
  if (source === "here") return t("here");
  if (source === "plan") return on === null ? t("plan") : t("planOn", { on: day(on) });
  return at === null ? t("record") : t("recordAt", { at: moment(at) });
}
