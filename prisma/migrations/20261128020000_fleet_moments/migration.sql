-- AlterTable
ALTER TABLE "ProviderState" ADD COLUMN     "fleetReadAt" TIMESTAMPTZ,
ADD COLUMN     "fleetSince" TIMESTAMPTZ;
