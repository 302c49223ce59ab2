-- AlterTable
ALTER TABLE "WorkerHeartbeat" ADD COLUMN     "metrics" JSONB;
