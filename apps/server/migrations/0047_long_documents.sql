-- Changing the type of fact_pack.facts (0011) took its compression away again: packing cases cost three times the processor
-- time. Facts and notices that outgrow a row were never given it.
do $$ begin
  alter table fact_pack alter column facts set compression lz4;
  alter table fact alter column data set compression lz4;
  alter table notice alter column details set compression lz4;
exception when feature_not_supported then null;
end $$;
