-- AlterTable
ALTER TABLE "FleetSim" ADD COLUMN     "quotaAt" TIMESTAMPTZ,
ADD COLUMN     "quotaDueAt" TIMESTAMPTZ,
ADD COLUMN     "quotaTakenAt" TIMESTAMPTZ;

-- Few SIMs are due at any time: a whole index would hold them all. Prisma's schema does not name it, and its check leaves it alone.
CREATE INDEX "FleetSim_quotaDueAt_idx" ON "FleetSim"("quotaDueAt") WHERE "quotaDueAt" IS NOT NULL;
