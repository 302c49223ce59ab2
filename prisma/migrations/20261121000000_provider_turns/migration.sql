-- CreateTable
CREATE TABLE "ProviderTurn" (
    "account" TEXT NOT NULL,
    "nextAt" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "ProviderTurn_pkey" PRIMARY KEY ("account")
);
