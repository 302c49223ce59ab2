-- A held sync was put aside in another way: the next one reads the list anew.
UPDATE "CatalogSync" SET status = 'failed', error = 'superseded', "finishedAt" = now() WHERE status = 'held';
DELETE FROM "StagedPlan";

-- AlterTable
ALTER TABLE "CatalogSync" ADD COLUMN     "stagedRows" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "StagedPlan" ADD COLUMN     "isMissing" BOOLEAN NOT NULL DEFAULT false;
