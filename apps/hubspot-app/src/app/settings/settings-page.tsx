import { Alert, Flex, Tab, Tabs, Text } from "@hubspot/ui-extensions";
import { useState } from "react";
import { Checklist } from "./checklist/checklist.tsx";
import { GeneralTab } from "./general/general-tab.tsx";
import { HealthTab } from "./health/health-tab.tsx";
import { MappingTab } from "./mapping/mapping-tab.tsx";
import { MessagesTab } from "./messages/messages-tab.tsx";
import { useSurroundings } from "./page-tools.ts";
import { ProgramsTab } from "./programs/programs-tab.tsx";
import { SETTINGS_WORDS } from "./settings-words.ts";

/** The app's settings page: what is left to do at first, then how it does and what can be chosen. */
export function SettingsPage() {
  const surroundings = useSurroundings();
  const words = SETTINGS_WORDS[surroundings.language];
  const [tab, setTab] = useState("health");
  const props = { surroundings };
  return (
    <Flex direction="column" gap="md">
      {!surroundings.mayManage && (
        <Alert variant="info" title={words.readOnly}>
          <Text>{words.readOnlyHelp}</Text>
        </Alert>
      )}
      {surroundings.mayManage && <Checklist {...{ surroundings, tab, openTab: setTab }} />}
      <Tabs selected={tab} onSelectedChange={(chosen: string | number) => setTab(String(chosen))}>
        <Tab tabId="health" title={words.health}>
          {tab === "health" && <HealthTab {...props} />}
        </Tab>
        <Tab tabId="mapping" title={words.mapping}>
          {tab === "mapping" && <MappingTab {...props} />}
        </Tab>
        <Tab tabId="programs" title={words.programs}>
          {tab === "programs" && <ProgramsTab {...props} />}
        </Tab>
        <Tab tabId="messages" title={words.messages}>
          {tab === "messages" && <MessagesTab {...props} />}
        </Tab>
        <Tab tabId="general" title={words.general}>
          {tab === "general" && <GeneralTab {...props} />}
        </Tab>
      </Tabs>
    </Flex>
  );
}
