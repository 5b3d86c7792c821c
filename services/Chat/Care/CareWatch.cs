using System.Buffers.Binary;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Chat.Data;
using PeerSupport.Chat.Groups;
using PeerSupport.Contracts;
using PeerSupport.Outbox;

namespace PeerSupport.Chat.Care;

/// <summary>
/// Sees to it that nobody's first words in a group stay alone. It looks at what is in the database, one node at a time, so that nothing of it is on the
/// way of a post and nothing is lost with a node: what one look did not come to the next one finds.
/// </summary>
internal sealed class CareWatch(IServiceScopeFactory scopes, TimeProvider clock, ILogger<CareWatch> logger) : BackgroundService
{
    private const long WatchLock = 0x63617265; // "care"
    private const int Most = 200;

    /// <summary>For how long an answer is waited for; after that the moment for a first reply is over.</summary>
    public static readonly TimeSpan LooksFor = TimeSpan.FromDays(14);
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    /// <summary>How far back a thorough look goes: a message that a moderator let through after a while has an old id.</summary>
    private static readonly TimeSpan Thorough = TimeSpan.FromDays(2);
    private static readonly TimeSpan ThoroughEvery = TimeSpan.FromMinutes(10);

    /// <summary>A message's id is older than its commit by as long as it waited to be written.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(2);
    private DateTimeOffset _lastLook;
    private DateTimeOffset _lastThorough;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        do
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogWarning("First words are looked after again in a moment: {Fault}", exception.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>One look: new first words, answers, and what is due.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ChatDb>();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!(await db.Database.SqlQuery<bool>($"""select pg_try_advisory_xact_lock({WatchLock}) as "Value" """).ToListAsync(cancellationToken)).Single())
            return;

        var now = clock.GetUtcNow();
        var isThorough = now - _lastThorough >= ThoroughEvery;
        await OpenAsync(db, isThorough ? now - Thorough : _lastLook - Overlap, now, cancellationToken);
        await CloseAsync(db, now, cancellationToken);
        await TellAsync(db, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        _lastLook = now;
        if (isThorough)
            _lastThorough = now;
    }

    /// <summary>A slot for everybody whose first visible message in a group is newer than <paramref name="since"/>. Whoever holds the group needs none.</summary>
    private static async Task OpenAsync(ChatDb db, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var from = FirstId(since);
        var opened = await db.CareSlots.FromSql($"""
            insert into care_slots (group_id, member_id, message_id, opened_at, due_at)
            select distinct on (m.group_id, m.author_id) m.group_id, m.author_id, m.id, m.at, m.at + make_interval(mins => g.care_minutes)
            from (select group_id, author_id, id, case when handling = 'held' then {now} else posted_at end as at from messages where id >= {from} and state = 'visible') m
            join groups g on g.id = m.group_id and g.care_minutes > 0 and g.archived_at is null
            join memberships s on s.group_id = m.group_id and s.member_id = m.author_id and s.left_at is null and s.role = 'member'
            where not exists (select 1 from care_slots c where c.group_id = m.group_id and c.member_id = m.author_id)
                and not exists (select 1 from messages e where e.author_id = m.author_id and e.group_id = m.group_id and e.id < m.id and e.sequence is not null)
            order by m.group_id, m.author_id, m.id
            on conflict do nothing
            returning *
            """).AsNoTracking().ToListAsync(cancellationToken);
        foreach (var slot in opened)
            db.Enqueue(new CareSlotOpened(Guid.CreateVersion7(), now, slot.GroupId, slot.MemberId, slot.MessageId, slot.DueAt));
    }

    /// <summary>A reply or a reaction of somebody else is an answer. Words that are not there any more wait for none.</summary>
    private static async Task CloseAsync(ChatDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync($"""
            delete from care_slots c using messages m where c.answered_at is null and m.id = c.message_id and m.state <> 'visible'
            """, cancellationToken);
        await db.Database.ExecuteSqlAsync($"""
            update care_slots c set answered_at = a.at
            from care_slots o cross join lateral (select least(
                (select min(r.posted_at) from messages r where r.group_id = o.group_id and r.posted_at >= o.opened_at
                    and r.reply_to = o.message_id and r.author_id <> o.member_id and r.state = 'visible'),
                (select min(e.at) from entries e where e.message_id = o.message_id and e.author_id <> o.member_id and e.kind = 'reaction' and e.reaction is not null)) as at) a
            where o.answered_at is null and o.opened_at > {now - LooksFor} and a.at is not null and c.group_id = o.group_id and c.member_id = o.member_id
            """, cancellationToken);
    }

    private static async Task TellAsync(ChatDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var due = await db.CareSlots.Where(slot => slot.AnsweredAt == null && slot.ToldAt == null && slot.DueAt <= now)
            .Join(db.Groups, slot => slot.GroupId, group => group.Id, (slot, group) => new { Slot = slot, group.Slug, group.Name })
            .OrderBy(pair => pair.Slot.DueAt).Take(Most).ToListAsync(cancellationToken);
        foreach (var pair in due)
        {
            var group = pair.Slot.GroupId;
            var holders = await db.HoldersOfAsync(group, cancellationToken);
            db.Enqueue(new CareSlotDue(Guid.CreateVersion7(), now, group, pair.Slug, pair.Name, pair.Slot.MemberId, pair.Slot.MessageId, holders.Ids, holders.AreTheTeam));
            pair.Slot.Tell(now);
        }
    }

    /// <summary>The lowest id that a message of this moment can have: ids begin with the time in milliseconds (RFC 9562, version 7).</summary>
    private static Guid FirstId(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Math.Max(0, at.ToUnixTimeMilliseconds()) << 16);
        return new(bytes, bigEndian: true);
    }
}
