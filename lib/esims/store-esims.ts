import { randomUUID } from 'node:crypto';
import { keyedHash, seal } from '@/lib/crypto/sealed-text';
import { rows, type Sql } from '@/lib/db/sql';
import type { EsimProfile } from '@/lib/providers/provider';

export type EsimsToStore = {
  lineId: string;
  purchaseId: string;
  providerId: string;
  providerPlanId: string;
  dataMegabytes: number | null;
  isUnlimited: boolean;
  validityDays: number;
  profiles: EsimProfile[];
  /** How many of the purchase are stored already; none when not given. */
  storedBefore?: number;
};

export const profilePlace = (esimId: string) => ({ table: 'Esim', row: esimId, column: 'sealedProfile' });

const INSERT = `WITH given AS (SELECT * FROM jsonb_to_recordset($1::jsonb) AS e(id uuid, "bundleId" uuid, position int, "iccidHash" text, "iccidLast4" text, "sealedProfile" text, "isRoaming" boolean)),
stored AS (INSERT INTO "Esim" (id, "lineId", "purchaseId", position, "providerId", "iccidHash", "iccidLast4", "sealedProfile", "isRoaming", "usageCheckAt")
  SELECT id, $2::uuid, $3::uuid, position, $4, "iccidHash", "iccidLast4", "sealedProfile", "isRoaming", now() + interval '12 hours' FROM given RETURNING id)
INSERT INTO "Bundle" (id, "esimId", "providerPlanId", "dataMegabytes", "isUnlimited", "validityDays")
  SELECT given."bundleId", given.id, $5, $6::int, $7::boolean, $8::int FROM given JOIN stored ON stored.id = given.id RETURNING "esimId"`;

/** Stores the profiles sealed, each with its first bundle; a known ICCID violates the unique index and rolls back. Answers eSIM ids. */
export async function storeEsims(sql: Sql, given: EsimsToStore): Promise<string[]> {
  const esims = given.profiles.map((profile, position) => {
    const id = randomUUID();
    return {
      id, bundleId: randomUUID(), position: position + (given.storedBefore ?? 0),
      iccidHash: keyedHash('iccid', profile.iccid),
      iccidLast4: profile.iccid.slice(-4),
      sealedProfile: seal(JSON.stringify(profile), profilePlace(id)),
      isRoaming: profile.isRoaming,
    };
  });
  await rows(sql, INSERT, [
    JSON.stringify(esims), given.lineId, given.purchaseId, given.providerId, given.providerPlanId,
    given.dataMegabytes, given.isUnlimited, given.validityDays,
  ]);
  return esims.map((esim) => esim.id);
}
