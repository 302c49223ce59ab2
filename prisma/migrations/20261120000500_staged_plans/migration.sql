-- DropIndex
DROP INDEX "Plan_providerId_seenInSyncId_idx";

-- AlterTable
ALTER TABLE "Plan" DROP COLUMN "seenInSyncId";

-- CreateTable
CREATE TABLE "StagedPlan" (
    "syncId" UUID NOT NULL,
    "providerPlanId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "destination" JSONB NOT NULL,
    "row" JSONB NOT NULL,
    "coverage" JSONB NOT NULL,
    "raw" JSONB NOT NULL,

    CONSTRAINT "StagedPlan_pkey" PRIMARY KEY ("syncId","providerPlanId")
);

-- AddForeignKey
ALTER TABLE "StagedPlan" ADD CONSTRAINT "StagedPlan_syncId_fkey" FOREIGN KEY ("syncId") REFERENCES "CatalogSync"("id") ON DELETE CASCADE ON UPDATE CASCADE;

