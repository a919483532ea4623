import { Alert, Flex, Link, List, Text } from "@hubspot/ui-extensions";
import { formatSince } from "perennial-hubspot-shared";
import type { HealthContent } from "./health-content.ts";

/** Whether the connection works, what is wrong and what mends it. */
export function ConnectionState({ content }: { readonly content: HealthContent }) {
  const { health, words, surroundings } = content;
  const { language, zone } = surroundings;
  const { connection, account, administrators, missing } = health;
  return (
    <Flex direction="column" gap="sm">
      <StateAlert content={content} />
      {account !== null && <Text>{words.account(account.name, account.id)}</Text>}
      {connection.syncedAt !== null && (
        <Text>{words.syncedAt(formatSince(connection.syncedAt, language, zone))}</Text>
      )}
      <Text>
        {administrators.length === 0
          ? words.noAdministrators
          : words.administrators(administrators.join(", "))}
      </Text>
      {missing.length > 0 && (
        <Alert variant="warning" title={words.missing}>
          <List>
            {missing.map((each) => (
              <Text key={each}>{each}</Text>
            ))}
          </List>
          <Text>{words.missingHelp}</Text>
          <InstallLink content={content} />
        </Alert>
      )}
    </Flex>
  );
}

function StateAlert({ content }: { readonly content: HealthContent }) {
  const { words, health } = content;
  const { state, problem } = health.connection;
  if (state === "active" && problem === null) {
    return (
      <Alert variant="success" title={words.works}>
        <Text>{words.worksHelp}</Text>
      </Alert>
    );
  }
  const [title, help] = remedyOf(state, words);
  return (
    <Alert variant={state === "active" ? "warning" : "danger"} title={title}>
      {problem !== null && <Text>{problem}</Text>}
      <Text>{help}</Text>
      {state !== "active" && <InstallLink content={content} />}
    </Alert>
  );
}

function remedyOf(state: string, words: HealthContent["words"]): readonly [string, string] {
  if (state === "disconnected") return [words.disconnected, words.disconnectedHelp];
  if (state === "active") return [words.troubled, words.troubledHelp];
  return [words.paused, words.pausedHelp];
}

/** Installing anew joins the account to what it had before. */
function InstallLink({ content: { words, surroundings } }: { readonly content: HealthContent }) {
  return <Link href={`${surroundings.appUrl}/apps/hubspot/install`}>{words.connectAgain}</Link>;
}
