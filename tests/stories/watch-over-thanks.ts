import pg from "pg";

/** A thanks that some transaction left behind, and whether its customer was then in the watch for the signature. */
export interface SeenThanks {
  readonly enrolmentId: number;
  readonly watched: boolean;
}

/** What was seen at the ends of transactions. */
export interface WatchOverThanks {
  seen(): Promise<readonly SeenThanks[]>;
}

/**
 * Has the database itself look at the end of every transaction that touches an effect or an enrolment: whoever is
 * thanked, or is to be, must be in the watch. From outside no moment between the two could be caught.
 */
export async function watchOverThanks(databaseUrl: string): Promise<WatchOverThanks> {
  await query(databaseUrl, WATCH);
  return { seen: () => query<SeenThanks>(databaseUrl, SEEN) };
}

const WATCH = `
create table seen_thanks (enrolment_id bigint, watched boolean);
create function see_thanks() returns trigger language plpgsql security definer as $$ begin
  insert into seen_thanks
  select o.enrolment_id, e.ended or (e.stage in ('awaiting-signature', 'customer-care') and e.step is not null)
  from outbox o join enrolments e on e.tenant_id = o.tenant_id and e.id = o.enrolment_id
  where o.effect ->> 'template' = 'thanks' and o.enrolment_id = (to_jsonb(new) ->> tg_argv[0])::bigint;
  return null;
end $$;
create constraint trigger see_thanks after insert or update on outbox
  deferrable initially deferred for each row execute function see_thanks('enrolment_id');
create constraint trigger see_thanks after insert or update on enrolments
  deferrable initially deferred for each row execute function see_thanks('id');
`;

const SEEN = `select enrolment_id::int as "enrolmentId", watched from seen_thanks`;

async function query<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}
