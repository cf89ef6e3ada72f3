-- Answers to commands are promised for 90 days (the idempotency of phones that were away); older ones go in small batches.
-- brin: answers come in the order of time, and an entry for every 32 pages costs the write path nothing.

create index command_by_time on command using brin (at) with (pages_per_range = 32, autosummarize = on);
