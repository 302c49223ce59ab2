-- AlterTable
ALTER TABLE "ProviderState" ADD COLUMN     "circuitOpenedAt" TIMESTAMPTZ;
