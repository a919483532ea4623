import { Alert, Button, ButtonRow, LoadingButton, Text } from "@hubspot/ui-extensions";
import { SHARED_WORDS, useAction } from "perennial-hubspot-shared";
import { useState } from "react";
import { CONNECTION } from "../connection-name.ts";
import type { HealthContent } from "./health-content.ts";

/** What an administrator can do about the connection. */
export function ConnectionActions({ content }: { readonly content: HealthContent }) {
  const { words, surroundings, reload, health } = content;
  const { ask } = surroundings;
  const { busy, run } = useAction(surroundings);
  const [isAsked, setAsked] = useState(false);
  if (health.connection.state === "disconnected") return null;

  async function reread(everything: boolean) {
    const isDone = await run(async () => {
      await ask("resyncConnection", { params: CONNECTION, body: { everything } });
      return { message: everything ? words.rereadAllDone : words.rereadDone };
    });
    if (isDone) await reload();
  }
  if (isAsked) return <Disconnect content={content} close={() => setAsked(false)} />;
  return (
    <ButtonRow>
      <LoadingButton variant="primary" loading={busy} onClick={() => void reread(false)}>
        {words.reread}
      </LoadingButton>
      <Button disabled={busy} onClick={() => void reread(true)}>
        {words.rereadAll}
      </Button>
      <Button variant="destructive" disabled={busy} onClick={() => setAsked(true)}>
        {words.disconnect}
      </Button>
    </ButtonRow>
  );
}

interface DisconnectProps {
  readonly content: HealthContent;
  readonly close: () => void;
}

/** Says what is deleted before anything is. */
function Disconnect({ content: { words, surroundings, reload }, close }: DisconnectProps) {
  const { busy, run } = useAction(surroundings);
  async function disconnect() {
    const isDone = await run(async () => {
      await surroundings.ask("disconnect", { params: CONNECTION, body: {} });
      return { message: words.disconnectDone };
    });
    if (!isDone) return;
    close();
    await reload();
  }
  return (
    <Alert variant="danger" title={words.disconnectTitle}>
      <Text>{words.disconnectHelp}</Text>
      <ButtonRow>
        <LoadingButton variant="destructive" loading={busy} onClick={() => void disconnect()}>
          {words.disconnect}
        </LoadingButton>
        <Button disabled={busy} onClick={close}>
          {SHARED_WORDS[surroundings.language].cancel}
        </Button>
      </ButtonRow>
    </Alert>
  );
}
