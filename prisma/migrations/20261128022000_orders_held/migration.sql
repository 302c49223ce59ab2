-- AlterTable
ALTER TABLE "ProviderState" ADD COLUMN     "ordersHeldUntil" TIMESTAMPTZ;
