-- AlterTable
ALTER TABLE "FleetSim" ADD COLUMN     "quotaAt" TIMESTAMPTZ,
ADD COLUMN     "quotaDueAt" TIMESTAMPTZ;
