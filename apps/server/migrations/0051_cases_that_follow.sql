-- A case's page names the cases that follow it up or that lasting repair brought: among ten million cases each look at a page
-- walked all of them. In the order of bytes, so that a beginning is a stretch of the index whatever the language of the database.
create index case_by_external on case_row (district, external_id collate "C") where external_id is not null;
alter table case_row alter column external_id set storage external;
