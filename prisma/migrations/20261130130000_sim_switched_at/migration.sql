-- AlterTable
ALTER TABLE "FleetSim" ADD COLUMN     "switchedAt" TIMESTAMPTZ;
