-- Rows come in order of this moment, so that the index only grows at its end and holds a delivery as one entry. A BRIN would not last:
-- the pages of forgotten rows are filled again, and its ranges never narrow.
-- CreateIndex
CREATE INDEX "FleetRecord_receivedAt_idx" ON "FleetRecord"("receivedAt");
