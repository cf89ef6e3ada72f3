-- The map of a day that has passed: what was open at its end is open still, or was closed after.

create index case_closed on case_row (district, closed_at) where not open;
