import { Accordion, List, Stack, Table, Text } from "@mantine/core";
import type { Answer } from "../../app/api/call.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../answered.tsx";
import { StateBadge, type Tone } from "../state-badge.tsx";
import { contactabilityWords } from "./contactability-words.ts";
import { placeWords } from "./place-words.ts";

type Contactability = Answer<"getContactability">;
type Way = Contactability["ways"][number];

const CHANNELS = ["phone", "sms", "email", "post"] as const;
const CLASSES = ["service", "marketing"] as const;
const TONES: Readonly<Record<Way["when"], Tone>> = {
  now: "good",
  later: "wait",
  unknown: "warn",
  never: "bad",
};

/** Whether a customer may be contacted by each channel now, with why and until when one click away. */
export function ContactabilityList({ customerId }: { readonly customerId: string }) {
  const query = useAsk("getContactability", { params: { id: customerId } });
  return (
    <Answered query={query} rows={4}>
      {(found) => (
        <Stack gap="sm">
          <WayTable ways={found.ways} />
          <Notices notices={found.notices} />
          <Reasons ways={found.ways} />
        </Stack>
      )}
    </Answered>
  );
}

function WayTable({ ways }: { readonly ways: readonly Way[] }) {
  const t = useWords(contactabilityWords);
  const place = useWords(placeWords);
  return (
    <Table aria-label={t("title")} withRowBorders={false} verticalSpacing={4}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t("way")}</Table.Th>
          {CLASSES.map((kind) => (
            <Table.Th key={kind}>{t(kind)}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {CHANNELS.map((channel) => (
          <Table.Tr key={channel}>
            <Table.Th scope="row" fw={400}>
              {place(channel)}
            </Table.Th>
            {CLASSES.map((kind) => {
              const way = ways.find((each) => each.channel === channel && each.class === kind);
              return (
                <Table.Td key={kind}>
                  {way && <StateBadge tone={TONES[way.when]}>{t(way.when)}</StateBadge>}
                </Table.Td>
              );
            })}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Notices({ notices }: { readonly notices: Contactability["notices"] }) {
  const t = useWords(contactabilityWords);
  const { locale } = useLanguage();
  if (notices.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={600}>
        {t("notices")}
      </Text>
      {notices.map(({ agreementId, sentence }) => (
        <Text key={agreementId} size="sm">
          {agreementId}: {sentence[locale]}
        </Text>
      ))}
    </div>
  );
}

function Reasons({ ways }: { readonly ways: readonly Way[] }) {
  const t = useWords(contactabilityWords);
  const { locale } = useLanguage();
  return (
    <Accordion variant="contained">
      <Accordion.Item value="why">
        <Accordion.Control>{t("why")}</Accordion.Control>
        <Accordion.Panel>
          <List size="sm" spacing={4}>
            {ways.map(({ channel, class: kind, sentence }) => (
              <List.Item key={`${channel}/${kind}`}>{sentence[locale]}</List.Item>
            ))}
          </List>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
