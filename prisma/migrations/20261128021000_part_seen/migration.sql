-- AlterTable
ALTER TABLE "Purchase" ADD COLUMN     "partSeenAt" TIMESTAMPTZ;
