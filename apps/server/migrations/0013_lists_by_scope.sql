-- Lists find cases by the way in which they came into somebody's scope, each by an index that gives newest first.

create index case_order_of_grid on case_order (district, grid, reported_at desc, case_id desc) where grid is not null;

-- An order to the reader's own organisation or grids makes its case visible (case_row_read says so): whoever reads such
-- an order need not ask the case. For a department that is every row of its list.
drop policy case_order_read on case_order;
create policy case_order_read on case_order for select to gezhi_read
  using (
    district = (select current_district())
    and (
      (select gezhi_setting('level')) in ('STREET', 'COMMUNITY', 'ORG') and org = (select gezhi_setting('org'))
      or (select gezhi_setting('level')) = 'GRIDS'
        and grid = any((select string_to_array(gezhi_setting('grids'), ','))::text[])
      or case_visible(district, case_id)
    )
  );
