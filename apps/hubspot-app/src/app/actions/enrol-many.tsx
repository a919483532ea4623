import { hubspot } from "@hubspot/ui-extensions";
import { EnrolPanel } from "./enrol-panel.tsx";

hubspot.extend<"crm.bulkActions">(() => <EnrolPanel />);
