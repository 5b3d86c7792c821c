using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerSupport.Chat.Data;

namespace PeerSupport.Chat.Members;

/// <summary>What chat keeps of a member: the name beside their messages. Identity owns it and says when it changes.</summary>
internal sealed class Member
{
    private Member()
    {
    }

    public Guid Id { get; private set; }

    /// <summary>Identity's version; 0 when only the member's own token has spoken so far.</summary>
    public long Version { get; private set; }

    public string Pseudonym { get; private set; } = "";

    public string[] Roles { get; private set; } = [];

    public string? Country { get; private set; }

    /// <summary>Takes what the token says until identity's event is here; somebody who has just registered may be faster than the broker.</summary>
    public static Task MeetAsync(ChatDb db, Guid id, string pseudonym, string? country, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"""
            insert into members (id, version, pseudonym, roles, country) values ({id}, 0, {pseudonym}, array['member'], {country}) on conflict (id) do nothing
            """, cancellationToken);

    internal sealed class Configuration : IEntityTypeConfiguration<Member>
    {
        public void Configure(EntityTypeBuilder<Member> builder)
        {
            builder.Property(member => member.Pseudonym).HasMaxLength(60);
            builder.Property(member => member.Country).HasMaxLength(2);
        }
    }
}
