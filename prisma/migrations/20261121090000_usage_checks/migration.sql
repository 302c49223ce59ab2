-- AlterTable
ALTER TABLE "Esim" ADD COLUMN     "usageCheckAt" TIMESTAMPTZ;

-- CreateIndex
CREATE INDEX "Esim_usageCheckAt_idx" ON "Esim"("usageCheckAt");
