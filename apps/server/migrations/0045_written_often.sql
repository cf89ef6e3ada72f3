-- A report makes four notices: what each of them costs, and what a case number is counted under, changed.

-- The id is made from case, key and recipient: the primary key says already that the same cause tells nobody twice.
alter table notice drop constraint notice_district_case_id_key_recipient_key;
create index notice_of_case on notice (district, case_id);
drop index notice_open;
-- Looked at for the last seconds only, and rows come in that order.
drop index notice_recorded;
create index notice_recorded on notice using brin (recorded_at) with (pages_per_range = 8, autosummarize = on);

comment on table case_number is
  'Last case number of a day, counted in transactions of their own: what a failed flush took stays unused.';
