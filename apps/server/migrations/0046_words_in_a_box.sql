-- Words in a piece of the map: candidates are limited after the place is asked for. Of a word that thousands of records hold,
-- the first thousand may all lie elsewhere.

create function library_by_words_in_box(
  words text[], box geometry, of_register text, of_street text, of_community text, most int)
  returns setof uuid
  language sql stable security definer set search_path = public, pg_temp as $$
    select id from library_record
    where district = current_district() and register <> 'HOUSE' and place && box and grams @> words
      and (of_register is null or register = of_register)
      and (of_street is null or street = of_street)
      and (of_community is null or community = of_community)
    limit most
  $$;
