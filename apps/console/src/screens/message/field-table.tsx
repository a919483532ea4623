import { Button, CopyButton, Table, Text } from "@mantine/core";
import type { OpenTemplateView } from "@perennial/api";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Section } from "../../parts/section.tsx";
import { words } from "./words.ts";

/** Fields that a text shows or can show, in words and with an example. */
export function FieldTable({ fields }: Pick<OpenTemplateView, "fields">) {
  const t = useWords(words);
  const { locale } = useLanguage();
  return (
    <Section title={t("fields")} lead={t("fieldsLead")}>
      <Table verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("field")}</Table.Th>
            <Table.Th>{t("means")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {fields.map(({ field, words: means, sample, used }) => (
            <Table.Tr key={field}>
              <Table.Td>
                <CopyButton value={`{{ ${field} }}`}>
                  {({ copied, copy }) => (
                    <Button
                      size="compact-xs"
                      variant="default"
                      onClick={copy}
                      aria-label={t("copyField", { field })}
                    >
                      {copied ? t("copied") : field}
                    </Button>
                  )}
                </CopyButton>
              </Table.Td>
              <Table.Td>
                {means[locale]}
                {sample !== null && (
                  <Text size="xs" c="dark.4" style={{ overflowWrap: "anywhere" }}>
                    {t("example")}: {sample}
                  </Text>
                )}
                {used && (
                  <Text size="xs" c="dark.4">
                    {t("inUse")}
                  </Text>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}
