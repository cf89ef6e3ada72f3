-- Contacts are kept while their case is open and twelve months after its end, as the notice to reporters says: the
-- date moves with the case. Nothing else of a contact can be changed, and what is past its time stays past it.
grant create on schema personal to gezhi_personal;
grant update (retention_until) on personal.contact to gezhi_personal;
create function personal.keep_contacts(of_district int, contacts uuid[], untils timestamptz[], at timestamptz)
returns int
language plpgsql security definer set search_path = personal, pg_temp as $$
declare changed int;
begin
  if of_district is distinct from public.current_district() then
    raise exception 'contact of another district' using errcode = '42501';
  end if;
  update personal.contact c set retention_until = k.until
    from unnest(contacts, untils) as k(id, until)
    where c.district = of_district and c.id = k.id and c.retention_until > at;
  get diagnostics changed = row_count;
  return changed;
end $$;
alter function personal.keep_contacts owner to gezhi_personal;
revoke create on schema personal from gezhi_personal;
revoke all on function personal.keep_contacts from public;
grant execute on function personal.keep_contacts to gezhi_app;
