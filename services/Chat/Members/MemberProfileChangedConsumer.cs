using MassTransit;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;
using PeerSupport.Contracts;

namespace PeerSupport.Chat.Members;

/// <summary>Keeps the newest version of a member's public side; an older one that comes late changes nothing.</summary>
internal sealed class MemberProfileChangedConsumer(ChatDb db) : IConsumer<MemberProfileChanged>
{
    public Task Consume(ConsumeContext<MemberProfileChanged> context)
    {
        var profile = context.Message;
        return db.Database.ExecuteSqlAsync($"""
            insert into members (id, version, pseudonym, roles, country)
            values ({profile.MemberId}, {profile.Version}, {profile.Pseudonym}, {profile.Roles}, {profile.Country})
            on conflict (id) do update set version = excluded.version, pseudonym = excluded.pseudonym, roles = excluded.roles, country = excluded.country
            where members.version < excluded.version
            """, context.CancellationToken);
    }
}
