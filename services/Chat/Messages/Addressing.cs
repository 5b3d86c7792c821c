using PeerSupport.Contracts;

namespace PeerSupport.Chat.Messages;

/// <summary>Telling those whom a message answers or names, once they can read it: one event for each of them, and none for who has muted or blocked its author.</summary>
internal static class Addressing
{
    /// <summary>How many people one message may name.</summary>
    public const int MostNamed = 10;

    public static readonly string EventType = typeof(MemberAddressed).FullName!;

    /// <summary>
    /// Writes the events of messages into the outbox, within the transaction that made them visible. PostgreSQL finds out who they are, because asking first
    /// would be a round trip more for every post.
    /// </summary>
    /// <param name="messages">The parameter with the ids of the messages, as this caller writes parameters.</param>
    /// <param name="type">The parameter with <see cref="EventType"/>.</param>
    public static string Sql(string messages, string type) => $"""
        insert into outbox_messages (message_id, type, payload, trace_parent, created_at)
        select a.event_id, {type},
            json_build_object('eventId', a.event_id, 'occurredAt', a.posted_at, 'memberId', a.member_id, 'groupId', a.group_id, 'groupSlug', a.slug, 'groupName', a.name,
                'messageId', a.message_id, 'isMention', a.is_mention)::text,
            null, a.posted_at
        from (
            select distinct on (m.id, p.member_id) gen_random_uuid() as event_id, m.id as message_id, m.group_id, m.posted_at, g.slug, g.name, p.member_id, p.is_mention
            from messages m
            join groups g on g.id = m.group_id
            cross join lateral (
                select r.author_id as member_id, false as is_mention from messages r where r.id = m.reply_to
                union all select unnest(m.mentions), true
            ) p
            where m.id = any({messages}) and m.state = 'visible' and p.member_id <> m.author_id
                and exists (select 1 from memberships b where b.group_id = m.group_id and b.member_id = p.member_id and b.left_at is null)
                and not exists (select 1 from blocks k where k.member_id = p.member_id and k.other_id = m.author_id)
            order by m.id, p.member_id, p.is_mention
        ) a
        """;
}
