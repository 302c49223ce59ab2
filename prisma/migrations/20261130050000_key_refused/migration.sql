-- AlterTable
ALTER TABLE "ProviderState" ADD COLUMN     "keyRefusedSince" TIMESTAMPTZ;
