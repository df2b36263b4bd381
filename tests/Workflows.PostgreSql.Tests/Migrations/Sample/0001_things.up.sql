create table thing (id int primary key, label text not null);
create function thing_count() returns bigint language plpgsql as $$
begin
    return (select count(*) from thing);
end $$;
insert into thing values (1, 'semi;colon');
