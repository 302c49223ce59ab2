-- A case keeps every reason a person must look at, not only the last.
ALTER TABLE "Order" ADD COLUMN "reviewReasons" TEXT[] NOT NULL DEFAULT ARRAY[]::TEXT[];
UPDATE "Order" SET "reviewReasons" = ARRAY["reviewReason"] WHERE "reviewReason" IS NOT NULL;
ALTER TABLE "Order" DROP COLUMN "reviewReason";
