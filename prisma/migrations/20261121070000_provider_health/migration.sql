-- AlterTable
ALTER TABLE "ProviderState" ADD COLUMN     "circuitOpenUntil" TIMESTAMPTZ,
ADD COLUMN     "circuitOpens" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "circuitReason" TEXT,
ADD COLUMN     "isSwitchedOff" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "lastWebhookAt" TIMESTAMPTZ,
ADD COLUMN     "mayBeReplaced" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "outOfFundsBalanceMinor" INTEGER,
ADD COLUMN     "outOfFundsSince" TIMESTAMPTZ;

-- CreateTable
CREATE TABLE "ProviderCalls" (
    "providerId" TEXT NOT NULL,
    "operation" TEXT NOT NULL,
    "minute" TIMESTAMPTZ NOT NULL,
    "calls" INTEGER NOT NULL,
    "failures" INTEGER NOT NULL,
    "totalMs" INTEGER NOT NULL,
    "worstMs" INTEGER NOT NULL,

    CONSTRAINT "ProviderCalls_pkey" PRIMARY KEY ("providerId","operation","minute")
);

-- CreateIndex
CREATE INDEX "ProviderCalls_minute_idx" ON "ProviderCalls"("minute");
