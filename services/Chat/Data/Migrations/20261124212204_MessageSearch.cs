using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PeerSupport.Chat.Data.Migrations
{
    /// <inheritdoc />
    public partial class MessageSearch : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("create extension if not exists btree_gin");

            // Named in full, so that they mean the same whatever the search path is when a backup is read in.
            migrationBuilder.Sql("""
                create function message_config(language text) returns regconfig language sql immutable parallel safe as $$
                    select case language
                        when 'en' then 'pg_catalog.english' when 'de' then 'pg_catalog.german' when 'fr' then 'pg_catalog.french' when 'es' then 'pg_catalog.spanish'
                        when 'it' then 'pg_catalog.italian' when 'nl' then 'pg_catalog.dutch' when 'pt' then 'pg_catalog.portuguese' when 'sv' then 'pg_catalog.swedish'
                        else 'pg_catalog.simple' end::pg_catalog.regconfig
                $$
                """);
            // Stems for "waited" where "waiting" is written, and whole words for what somebody has only begun to type. Places are not kept: nothing asks for them.
            migrationBuilder.Sql("""
                create function message_words(language text, body text) returns tsvector language sql immutable parallel safe as $$
                    select strip(to_tsvector(case language
                        when 'en' then 'pg_catalog.english' when 'de' then 'pg_catalog.german' when 'fr' then 'pg_catalog.french' when 'es' then 'pg_catalog.spanish'
                        when 'it' then 'pg_catalog.italian' when 'nl' then 'pg_catalog.dutch' when 'pt' then 'pg_catalog.portuguese' when 'sv' then 'pg_catalog.swedish'
                        else 'pg_catalog.simple' end::pg_catalog.regconfig, body) || to_tsvector('pg_catalog.simple'::pg_catalog.regconfig, body))
                $$
                """);
            migrationBuilder.Sql("alter table messages add column language varchar(2) not null default 'en'");
            migrationBuilder.Sql("update messages m set language = left(g.language, 2) from groups g where g.id = m.group_id and left(g.language, 2) <> 'en'");
            // Kept by the database itself, so that no way of changing a text can forget it; and not part of the model, so that no query that reads messages brings it along.
            migrationBuilder.Sql("alter table messages add column words tsvector generated always as (message_words(language::text, body)) stored");
            migrationBuilder.Sql("create index ix_messages_words on messages using gin (group_id, words) where state = 'visible'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("alter table messages drop column words, drop column language");
            migrationBuilder.Sql("drop function message_words(text, text)");
            migrationBuilder.Sql("drop function message_config(text)");
        }
    }
}
