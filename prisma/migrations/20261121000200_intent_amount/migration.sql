-- AlterTable
ALTER TABLE "Order" ADD COLUMN     "intentAmountMinor" INTEGER;
