-- AlterTable
ALTER TABLE "Order" ADD COLUMN     "refusal" JSONB;

-- AlterTable
ALTER TABLE "Payment" ADD COLUMN     "checkedAt" TIMESTAMPTZ;
