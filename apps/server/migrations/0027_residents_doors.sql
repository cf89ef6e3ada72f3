-- The only ways to what is encrypted: each writes the log in the same statement. No role has two of the three parts.
create function identity.open_resident(
  of_district int, of_resident uuid, log_id uuid, of_reveal uuid, at timestamptz,
  by_post text, by_person text, by_role text, by_org text, for_purpose text, by_channel text
) returns table (name_enc bytea, id_no_enc bytea)
language plpgsql security definer set search_path = identity, pg_temp as $$
begin
  if of_district is distinct from public.current_district() then
    raise exception 'resident of another district' using errcode = '42501';
  end if;
  return query select r.name_enc, r.id_no_enc from identity.resident r
    where r.district = of_district and r.id = of_resident and r.retention_until > at and r.locked_at is null;
  if found then
    insert into privacy.read_log values (of_district, log_id, of_reveal, at, of_resident, 'IDENTITY',
      by_post, by_person, by_role, by_org, for_purpose, by_channel);
  end if;
end $$;

create function personal.open_phone(
  of_district int, of_resident uuid, log_id uuid, of_reveal uuid, at timestamptz,
  by_post text, by_person text, by_role text, by_org text, for_purpose text, by_channel text
) returns table (phone_enc bytea)
language plpgsql security definer set search_path = personal, pg_temp as $$
begin
  if of_district is distinct from public.current_district() then
    raise exception 'phone of another district' using errcode = '42501';
  end if;
  return query select p.phone_enc from personal.phone p where p.district = of_district and p.resident = of_resident;
  if found then
    insert into privacy.read_log values (of_district, log_id, of_reveal, at, of_resident, 'CONTACT',
      by_post, by_person, by_role, by_org, for_purpose, by_channel);
  end if;
end $$;

-- by_street: the street of an officer who may see all needs there; null for a carer, who sees the assigned ones.
create function needs.open_needs(
  of_district int, of_resident uuid, log_id uuid, of_reveal uuid, at timestamptz, by_street text, self boolean,
  by_post text, by_person text, by_role text, by_org text, for_purpose text, by_channel text
) returns table (id uuid, content_enc bytea, consent uuid, carers text[], valid_to timestamptz, created_at timestamptz)
language plpgsql security definer set search_path = needs, pg_temp as $$
begin
  if of_district is distinct from public.current_district() then
    raise exception 'need of another district' using errcode = '42501';
  end if;
  return query select n.id, n.content_enc, n.consent, n.carers, n.valid_to, n.created_at from needs.need n
    where n.district = of_district and n.resident = of_resident and n.valid_to > at
      and (self or by_person = any(n.carers) or n.street = by_street)
    order by n.created_at, n.id;
  if found then
    insert into privacy.read_log values (of_district, log_id, of_reveal, at, of_resident, 'NEEDS',
      by_post, by_person, by_role, by_org, for_purpose, by_channel);
  end if;
end $$;

do $$
declare part record; name text;
begin
  for part in select * from (values
    ('identity', 'gezhi_identity', 'identity.open_resident', 'identity.resident'),
    ('personal', 'gezhi_personal', 'personal.open_phone', 'personal.phone'),
    ('needs', 'gezhi_needs', 'needs.open_needs', 'needs.need')) as p(schema, role, opener, of_table)
  loop
    execute format('grant usage, create on schema %s to %s', part.schema, part.role);
    execute format('grant usage on schema %s, privacy to %s', part.schema, part.role);
    execute format('grant select on %s to %s', part.of_table, part.role);
    execute format('grant insert on privacy.read_log to %s', part.role);
    execute format('grant execute on function current_district() to %s', part.role);
    execute format('alter function %s owner to %s', part.opener, part.role);
    execute format('revoke create on schema %s from %s', part.schema, part.role);
    execute format('revoke all on function %s from public', part.opener);
    execute format('grant execute on function %s to gezhi_app', part.opener);
  end loop;
  foreach name in array array['identity.resident', 'identity.residence', 'personal.phone', 'needs.need',
    'privacy.read_log', 'privacy.consent', 'privacy.alarm', 'privacy.export', 'privacy.record', 'privacy.request',
    'privacy.request_text', 'privacy.retention_report', 'privacy.code', 'privacy.holder', 'privacy.key',
    'gates.gate', 'gates.pass', 'gates.event']
  loop
    execute format('alter table %s enable row level security', name);
    execute format('create policy %I on %s to gezhi_app using (district = public.current_district()) '
      'with check (district = public.current_district())', split_part(name, '.', 2) || '_district', name);
  end loop;
end $$;

create policy resident_opened on identity.resident for select to gezhi_identity
  using (district = public.current_district());
create policy phone_opened on personal.phone for select to gezhi_personal
  using (district = public.current_district());
create policy need_opened on needs.need for select to gezhi_needs
  using (district = public.current_district());
create policy read_log_written on privacy.read_log for insert to gezhi_identity, gezhi_personal, gezhi_needs
  with check (district = public.current_district());

grant usage on schema identity, needs, privacy, gates to gezhi_app;
grant insert, update, delete on identity.resident to gezhi_app;
grant select (district, id, name_masked, id_no_hmac, id_no_masked, age_band, sex, kind, language, legal_basis, article,
  purposes, source, assessment, street, community, grid, deceased, hold, locked_at, retention_until, verified_at, version,
  created_at, created_by) on identity.resident to gezhi_app;
grant select, insert, update, delete on identity.residence to gezhi_app;
grant insert, update, delete on personal.phone to gezhi_app;
grant select (district, resident, phone_hmac, phone_masked, created_at) on personal.phone to gezhi_app;
grant insert, delete on needs.need to gezhi_app;
grant select (district, id, resident, consent, valid_to) on needs.need to gezhi_app;
grant select on privacy.read_log to gezhi_app;
grant select, insert, delete on privacy.consent to gezhi_app;
grant update (withdrawn_at, withdrawn_by) on privacy.consent to gezhi_app;
grant select, insert, update on privacy.alarm, privacy.export, privacy.request to gezhi_app;
grant select, insert on privacy.record, privacy.retention_report, privacy.key to gezhi_app;
grant select, insert, delete on privacy.request_text, privacy.code, privacy.holder to gezhi_app;
grant select, insert, update on gates.gate to gezhi_app;
grant select, insert, update, delete on gates.pass to gezhi_app;
grant select, insert on gates.event to gezhi_app;
