-- CreateTable
CREATE TABLE "FleetSim" (
    "iccid" TEXT NOT NULL,
    "providerId" TEXT NOT NULL,
    "label" TEXT,
    "isEnabled" BOOLEAN,
    "imsi" TEXT,
    "msisdn" TEXT,
    "imei" TEXT,
    "isImeiLocked" BOOLEAN,
    "ipAddress" TEXT,
    "activatedAt" TIMESTAMPTZ,
    "dataQuota" TEXT,
    "textQuota" TEXT,
    "ownerId" TEXT,
    "seenAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "FleetSim_pkey" PRIMARY KEY ("iccid")
);

-- CreateTable
CREATE TABLE "FleetRecord" (
    "providerId" TEXT NOT NULL,
    "recordKey" TEXT NOT NULL,
    "iccid" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "service" TEXT,
    "total" DOUBLE PRECISION,
    "raw" JSONB NOT NULL,
    "receivedAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "FleetRecord_pkey" PRIMARY KEY ("providerId","recordKey")
);

-- CreateTable
CREATE TABLE "FleetRun" (
    "id" UUID NOT NULL,
    "providerId" TEXT NOT NULL,
    "isEnabling" BOOLEAN NOT NULL,
    "actor" TEXT NOT NULL,
    "total" INTEGER NOT NULL,
    "startedAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ,

    CONSTRAINT "FleetRun_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "FleetRunItem" (
    "runId" UUID NOT NULL,
    "iccid" TEXT NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'pending',
    "reason" TEXT,

    CONSTRAINT "FleetRunItem_pkey" PRIMARY KEY ("runId","iccid")
);

-- CreateTable
CREATE TABLE "FleetTopUp" (
    "id" UUID NOT NULL,
    "providerId" TEXT NOT NULL,
    "iccids" TEXT[],
    "state" TEXT NOT NULL DEFAULT 'intended',
    "providerOrderId" TEXT,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "intendedAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sentAt" TIMESTAMPTZ,

    CONSTRAINT "FleetTopUp_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "FleetSim_ownerId_idx" ON "FleetSim"("ownerId");

-- CreateIndex
CREATE INDEX "FleetRecord_iccid_at_idx" ON "FleetRecord"("iccid", "at");

-- CreateIndex
CREATE INDEX "FleetRunItem_runId_state_idx" ON "FleetRunItem"("runId", "state");

-- AddForeignKey
ALTER TABLE "FleetSim" ADD CONSTRAINT "FleetSim_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "User"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FleetRunItem" ADD CONSTRAINT "FleetRunItem_runId_fkey" FOREIGN KEY ("runId") REFERENCES "FleetRun"("id") ON DELETE CASCADE ON UPDATE CASCADE;
