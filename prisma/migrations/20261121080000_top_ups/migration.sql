-- DropForeignKey
ALTER TABLE "OrderLine" DROP CONSTRAINT "OrderLine_planId_fkey";

-- AlterTable
ALTER TABLE "Bundle" ADD COLUMN     "purchaseId" UUID;

-- AlterTable
ALTER TABLE "OrderLine" ADD COLUMN     "replacedSnapshot" JSONB,
ADD COLUMN     "topUpEsimId" UUID,
ALTER COLUMN "planId" DROP NOT NULL;

-- CreateTable
CREATE TABLE "EsimReading" (
    "esimId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "sealedValue" TEXT,
    "readAt" TIMESTAMPTZ,
    "lookingUntil" TIMESTAMPTZ,

    CONSTRAINT "EsimReading_pkey" PRIMARY KEY ("esimId","kind")
);

-- CreateIndex
CREATE UNIQUE INDEX "Bundle_purchaseId_key" ON "Bundle"("purchaseId");

-- CreateIndex
CREATE INDEX "OrderLine_topUpEsimId_idx" ON "OrderLine"("topUpEsimId");

-- AddForeignKey
ALTER TABLE "OrderLine" ADD CONSTRAINT "OrderLine_planId_fkey" FOREIGN KEY ("planId") REFERENCES "Plan"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OrderLine" ADD CONSTRAINT "OrderLine_topUpEsimId_fkey" FOREIGN KEY ("topUpEsimId") REFERENCES "Esim"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Bundle" ADD CONSTRAINT "Bundle_purchaseId_fkey" FOREIGN KEY ("purchaseId") REFERENCES "Purchase"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EsimReading" ADD CONSTRAINT "EsimReading_esimId_fkey" FOREIGN KEY ("esimId") REFERENCES "Esim"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A line is a plan of the shop's, or a package for one eSIM that is there already: never both, never neither.
ALTER TABLE "OrderLine" ADD CONSTRAINT "OrderLine_plan_or_top_up" CHECK (("planId" IS NULL) <> ("topUpEsimId" IS NULL));
