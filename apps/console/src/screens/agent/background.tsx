import { Paper, Stack, Table, Tabs, Text } from "@mantine/core";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import type { Picture } from "../../parts/call/use-call.ts";
import { ContactabilityList } from "../../parts/customer/contactability-list.tsx";
import { Campaigns } from "./campaigns.tsx";
import { Channel } from "./channel.tsx";
import { type Routing, RoutingAnswer } from "./routing-answer.tsx";
import { words } from "./words.ts";

const TABS = [
  ...(["history", "recentOffers", "campaigns"] as const),
  ...(["contactability", "routing"] as const),
] as const;

/** What an agent looks up when the talk turns to it, a tab away. */
export function Background({
  picture,
  routing,
}: {
  readonly picture: Picture;
  readonly routing: Routing;
}) {
  const t = useWords(words);
  return (
    <Paper withBorder p="sm" radius="md">
      <Tabs defaultValue="history" keepMounted={false}>
        <Tabs.List mb="sm">
          {TABS.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(each)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="history">
          <History history={picture.history} />
        </Tabs.Panel>
        <Tabs.Panel value="recentOffers">
          <RecentOffers offers={picture.offers} />
        </Tabs.Panel>
        <Tabs.Panel value="campaigns">
          <Campaigns programs={picture.programs} campaigns={picture.campaigns} />
        </Tabs.Panel>
        <Tabs.Panel value="contactability">
          <ContactabilityList customerId={picture.customer.id} />
        </Tabs.Panel>
        <Tabs.Panel value="routing">
          <RoutingAnswer routing={routing} />
        </Tabs.Panel>
      </Tabs>
    </Paper>
  );
}

function History({ history }: Pick<Picture, "history">) {
  const t = useWords(words);
  const { moment } = useFormat();
  if (history.length === 0) return <Text size="sm">{t("noHistory")}</Text>;
  return (
    <Stack gap={4}>
      {history.map(({ at, kind, sentence }) => (
        <Text key={`${at} ${kind} ${sentence}`} size="sm">
          <Text span c="dark.4" size="xs">
            {moment(at)}
          </Text>{" "}
          {sentence}
        </Text>
      ))}
    </Stack>
  );
}

/** Which offers the customer had of late, when, by which channel, and what came of each (L-04). */
function RecentOffers({ offers }: Pick<Picture, "offers">) {
  const t = useWords(words);
  const { moment } = useFormat();
  if (offers.length === 0) return <Text size="sm">{t("noRecent")}</Text>;
  return (
    <Table aria-label={t("recentOffers")}>
      <Table.Thead>
        <Table.Tr>
          {(["offer", "at", "channel", "response"] as const).map((each) => (
            <Table.Th key={each}>{t(each)}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {offers.map(({ offerId, name, at, channel, response, word }) => (
          <Table.Tr key={`${offerId} ${at}`}>
            <Table.Td>{name}</Table.Td>
            <Table.Td>{moment(at)}</Table.Td>
            <Table.Td>
              <Channel name={channel} />
            </Table.Td>
            <Table.Td>
              {t(response)}
              {word !== null && ` (${word})`}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
