type Sim = { iccid: string; isEnabled: boolean | null };

/** Of fifty SIMs of the sandbox the last seven are idle, empty, in stock, suspended or expired; the others are divided among the files that run side by side against it. */
const PARTS = { contract: [0, 13], bulk: [13, 28], settling: [28, 43] } as const;

/** SIMs this file alone changes and tops up, each handed out once. */
export function createFitSims(part: keyof typeof PARTS) {
  const [from, to] = PARTS[part];
  const taken = new Set<string>();
  const isFit = ({ iccid, isEnabled }: Sim) => {
    const place = (Number(iccid.slice(-6)) - 1) % 50;
    return isEnabled === true && place >= from && place < to;
  };
  return {
    isFit,
    take: (sims: readonly Sim[], count: number): string[] => {
      const iccids = sims.filter((sim) => isFit(sim) && !taken.has(sim.iccid)).map(({ iccid }) => iccid).slice(0, count);
      if (iccids.length < count) throw new Error(`${count} SIMs wanted, ${iccids.length} left`);
      for (const iccid of iccids) taken.add(iccid);
      return iccids;
    },
  };
}
