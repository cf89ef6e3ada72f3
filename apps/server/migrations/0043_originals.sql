-- A photo goes out small and its original follows: the small one says from the beginning what its original is.

alter table file add column original text check (original ~ '^[0-9a-f]{64}$');
create index file_by_original on file (district, original) where original is not null;
comment on column file.original is
  'SHA-256 of the file of which this one is the small version, as the sender said with it; the original may arrive later, or never.';
