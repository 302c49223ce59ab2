-- CreateTable
CREATE TABLE "ProviderDrift" (
    "providerId" TEXT NOT NULL,
    "endpoint" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "isBreaking" BOOLEAN NOT NULL,
    "example" TEXT NOT NULL,
    "times" INTEGER NOT NULL DEFAULT 1,
    "firstSeenAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ProviderDrift_pkey" PRIMARY KEY ("providerId","endpoint","kind","path")
);
