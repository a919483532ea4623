import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { externalServiceRegistration } from "./external-service-registration.ts";
import { flowDocument } from "./flow-document.ts";

const REGISTRATION = join(
  import.meta.dirname,
  "../force-app/main/default/externalServiceRegistrations",
  "Perennial.externalServiceRegistration-meta.xml",
);

mkdirSync(dirname(REGISTRATION), { recursive: true });
writeFileSync(REGISTRATION, externalServiceRegistration(flowDocument()));
console.log(`Wrote ${REGISTRATION}.`);
