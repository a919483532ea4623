import { Stack, Text } from "@mantine/core";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import type { Picture } from "../../parts/call/use-call.ts";
import { Channel } from "./channel.tsx";
import { words } from "./words.ts";

/** The programs the customer is in now, and the CRM's own campaigns that run with the customer in them (L-19). */
export function Campaigns({ programs, campaigns }: Pick<Picture, "programs" | "campaigns">) {
  const t = useWords(words);
  if (programs.length + campaigns.length === 0) return <Text size="sm">{t("noCampaigns")}</Text>;
  return (
    <Stack gap={6}>
      {programs.map(({ enrolmentId, name, standing, next }) => (
        <div key={enrolmentId}>
          <Text size="sm" fw={600}>
            {name}
          </Text>
          <Text size="sm">
            {standing} {next?.sentence}
          </Text>
        </div>
      ))}
      {campaigns.map((campaign) => (
        <CrmCampaign key={campaign.campaignId} {...campaign} />
      ))}
    </Stack>
  );
}

function CrmCampaign({
  name,
  channel,
  since,
  until,
  answeredAt,
  word,
}: Picture["campaigns"][number]) {
  const t = useWords(words);
  const { moment, day } = useFormat();
  return (
    <div>
      <Text size="sm" fw={600}>
        {name}
      </Text>
      <Text size="sm">
        {t("crmCampaign")} <Channel name={channel} />. {t("inSince", { when: moment(since) })}
        {until !== null && ` ${t("runsUntil", { when: day(until) })}`}
      </Text>
      <Text size="sm">
        {answeredAt === null ? t("notAnswered") : t("answeredOn", { when: moment(answeredAt) })}
        {word !== null && ` ${t("crmSays", { word })}`}
      </Text>
    </div>
  );
}
