-- Rows come in order of this moment, so that the index only grows at its end and holds a delivery as one entry. A BRIN would not last:
-- the pages of forgotten rows are filled again, and its ranges never narrow.
-- CONCURRENTLY, and so alone in its file: there may be tens of millions of rows, and pushes go on meanwhile. Should it fail, drop the invalid index it leaves before it is tried again.
CREATE INDEX CONCURRENTLY IF NOT EXISTS "FleetRecord_receivedAt_idx" ON "FleetRecord"("receivedAt");
