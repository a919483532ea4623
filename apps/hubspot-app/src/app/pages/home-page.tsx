import {
  Alert,
  Button,
  EmptyState,
  Flex,
  Heading,
  Link,
  Statistics,
  StatisticsItem,
  Text,
} from "@hubspot/ui-extensions";
import { type Answer, formatSince, type Surroundings, useLoad } from "perennial-hubspot-shared";
import { HOME_WORDS } from "./home-words.ts";
import { OpenConsole } from "./open-console.tsx";
import { PageStates, useSurroundings } from "./page-tools.ts";

type Overview = Answer<"getOverview">;

/** Milliseconds between looks. */
const EVERY = 60_000;
const renewAfter = () => EVERY;

const LAST_DAY = [
  ...(["entered", "sent", "called", "answered"] as const),
  ...(["ordered", "renewed", "notSent", "failed"] as const),
];

/** The app's home: today's figures, and what needs somebody. */
export function HomePage() {
  const surroundings = useSurroundings();
  const { ask, language } = surroundings;
  const words = HOME_WORDS[language];
  const load = useLoad(() => ask("getOverview", { query: { locale: language } }), language, {
    renewAfter,
  });
  return (
    <Flex direction="column" gap="md">
      <Heading>{words.title}</Heading>
      <PageStates of={load} surroundings={surroundings}>
        {(overview) => (
          <>
            <Warnings {...{ overview, surroundings }} />
            <Figures {...{ overview, surroundings }} />
            <Flex direction="row" gap="sm">
              <OpenConsole surroundings={surroundings} />
              <Button onClick={() => void load.reload()}>{words.reload}</Button>
            </Flex>
          </>
        )}
      </PageStates>
      <Link href={`https://app.hubspot.com/connected-apps/${surroundings.portalId}/installed`}>
        {words.settings}
      </Link>
      <Text variant="microcopy">{words.settingsHelp}</Text>
    </Flex>
  );
}

interface PartProps {
  readonly overview: Overview;
  readonly surroundings: Surroundings;
}

function Warnings({ overview, surroundings }: PartProps) {
  const words = HOME_WORDS[surroundings.language];
  if (overview.warnings.length === 0) return <Text>{words.noWarnings}</Text>;
  return (
    <>
      <Heading>{words.warnings}</Heading>
      {overview.warnings.map(({ kind, about, sentence }) => (
        <Alert key={`${kind} ${about} ${sentence}`} variant="warning" title={sentence}>
          <Text>{words.kinds[kind]}</Text>
        </Alert>
      ))}
    </>
  );
}

function Figures({ overview, surroundings }: PartProps) {
  const { language, zone } = surroundings;
  const words = HOME_WORDS[language];
  const { now, due, today, running, lastDay } = overview;
  const isQuiet = running === 0 && due === 0 && LAST_DAY.every((name) => lastDay[name] === 0);
  if (isQuiet) {
    return (
      <EmptyState title={words.emptyTitle} layout="vertical">
        <Text>{words.empty}</Text>
      </EmptyState>
    );
  }
  return (
    <>
      <Heading>{words.now}</Heading>
      <Statistics>
        <StatisticsItem label={words.due} number={due} />
        <StatisticsItem label={words.today} number={today} />
        <StatisticsItem label={words.running} number={running} />
      </Statistics>
      <Heading>{words.lastDay}</Heading>
      <Statistics>
        {LAST_DAY.map((name) => (
          <StatisticsItem key={name} label={words[name]} number={lastDay[name]} />
        ))}
      </Statistics>
      <Text variant="microcopy">{words.asOf(formatSince(now, language, zone))}</Text>
    </>
  );
}
