import { hubspot } from "@hubspot/ui-extensions";
import { CustomerCard } from "./customer-card.tsx";

hubspot.extend<"crm.record.sidebar">(() => <CustomerCard short />);
