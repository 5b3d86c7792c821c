using System.Text.Json;
using Npgsql;
using PeerSupport.Chat.Data;
using PeerSupport.Contracts;
using PeerSupport.Outbox;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Messages;

/// <summary>Writes a batch of posts in one round trip and one transaction. SQL by hand, because this is the one path whose speed the whole platform feels.</summary>
internal sealed class MessageStore(IConfiguration configuration, ILoggerFactory logging, OutboxSignal signal) : IAsyncDisposable
{
    // Planning these statements anew takes longer than running them, and a plan that reads a whole table is only ever good while it is empty:
    // everything here is found by its key.
    private const string Planning = "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_bitmapscan=off -c enable_hashjoin=off -c enable_mergejoin=off";

    private const string ReadColumns = "m.id, m.client_id, m.sequence, m.posted_at, m.state, m.body, m.reply_to, m.due_by, m.reason, m.guideline, m.mentions";

    // In the order of ids, so that two writers with the same two groups cannot wait for each other.
    private const string Lock = "select id, departures from groups where id = any($1) order by id for no key update";

    // A statement of its own and after the lock: it gets a fresh snapshot. Within the locking statement the posts of a transaction that has just
    // committed would be invisible, their client ids would be taken twice, and the numbers would collide.
    private const string Insert = """
        with input as (
            select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
                as i(ordinal, group_id, id, author_id, client_id, body, reply_to, content_note, posted_at, state, handling, due_by, screened, mentions)
        ), fresh as (
            select i.*, left(g.language, 2) as language, case when i.state = 'visible' then g.last_sequence
                    + count(*) filter (where i.state = 'visible') over (partition by i.group_id order by i.ordinal) end as sequence
            from input i join groups g on g.id = i.group_id
            where not exists (select 1 from messages m where m.author_id = i.author_id and m.client_id = i.client_id)
        ), stored as (
            insert into messages (id, group_id, author_id, client_id, body, content_note, reply_to, posted_at, sequence, state, revision, handling, folded, under_review, due_by, language, mentions)
            select f.id, f.group_id, f.author_id, f.client_id, f.body, f.content_note, r.id, f.posted_at, f.sequence, f.state, 0, f.handling,
                f.handling = 'folded', f.handling <> 'delivered', f.due_by, f.language,
                case when f.mentions is null then '{}' else array(
                    select p.id from members p join memberships b on b.member_id = p.id and b.group_id = f.group_id and b.left_at is null
                    where p.id = any(f.mentions::uuid[]) and p.id <> f.author_id and f.body ~* ('(?<!\w)@' || regexp_replace(p.pseudonym, '([^\w\s])', '\\\1', 'g') || '(?!\w|-\w)')) end
            from fresh f left join messages r on r.id = f.reply_to and r.group_id = f.group_id
        ), logged as (
            insert into entries (group_id, sequence, kind, message_id, author_id, at)
            select group_id, sequence, 'post', id, author_id, posted_at from fresh where sequence is not null
        ), moved as (
            update groups g set last_sequence = f.last from (select group_id, max(sequence) as last from fresh where sequence is not null group by group_id) f
            where g.id = f.group_id
        )
        insert into outbox_messages (message_id, type, payload, trace_parent, created_at)
        select $15, $16, $17 || string_agg(screened, ',' order by ordinal) || ']}', $18, $19 from fresh having count(*) > 0
        """;

    private const string Read = $"select {ReadColumns}, m.author_id from messages m join unnest($1, $2) as i(author_id, client_id) on m.author_id = i.author_id and m.client_id = i.client_id";

    // Connections of their own: however much is read elsewhere, a post does not wait for one.
    private readonly NpgsqlDataSource _database = Connect(configuration.GetConnectionString("Database") ?? "Host=not-configured", logging);

    /// <summary>Stores those whose client id is new, and answers for all of them.</summary>
    /// <param name="posts">No two with the same author and client id.</param>
    /// <param name="now">The time of the events.</param>
    /// <param name="cancellationToken">Ends the waiting; the batch may still be committed.</param>
    public async Task<Written> WriteAsync(
        IReadOnlyList<PendingPost> posts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var groups = posts.Select(post => post.GroupId).Distinct().ToArray();
        // The event is finished inside the statement, which alone knows which posts are new.
        var told = OutboxRow.From(new MessagesScreened(Guid.CreateVersion7(), now, []));

        await using var connection = await _database.OpenConnectionAsync(cancellationToken);
        // Without a transaction of ours the whole batch runs up to one Sync and is one implicit transaction: no round trip for begin and commit.
        await using var batch = new NpgsqlBatch(connection) { Timeout = 10 };
        batch.BatchCommands.Add(Command(Lock, Of(groups)));
        batch.BatchCommands.Add(Command(Insert,
            Of(Enumerable.Range(0, posts.Count).ToArray()),
            Of(posts.Select(post => post.GroupId).ToArray()),
            Of(posts.Select(post => post.MessageId).ToArray()),
            Of(posts.Select(post => post.AuthorId).ToArray()),
            Of(posts.Select(post => post.ClientId).ToArray()),
            Of(posts.Select(post => post.Body).ToArray()),
            Of(posts.Select(post => post.ReplyTo).ToArray()),
            Of(posts.Select(post => post.ContentNote).ToArray()),
            Of(posts.Select(post => post.At).ToArray()),
            Of(posts.Select(post => Wire.Of(post.IsHeld ? MessageState.Held : MessageState.Visible)).ToArray()),
            Of(posts.Select(post => Wire.Of(post.Screened.Handling)).ToArray()),
            Of(posts.Select(post => post.IsHeld ? post.At + Message.HeldFor : (DateTimeOffset?)null).ToArray()),
            Of(posts.Select(Screened).ToArray()),
            // An array of arrays of different lengths is none to PostgreSQL, so each goes as its text.
            Of(posts.Select(post => post.Mentions.Length == 0 ? null : $"{{{string.Join(',', post.Mentions)}}}").ToArray()),
            Of(told.MessageId),
            Of(told.Type),
            Of(told.Payload[..^"]}".Length]),
            Of(told.TraceParent),
            Of(told.CreatedAt)));
        // A message that was there before keeps its id, so only new ones are found by these.
        if (posts.Where(post => post.ReplyTo is not null || post.Mentions.Length > 0).Select(post => post.MessageId).ToArray() is { Length: > 0 } addressing)
            batch.BatchCommands.Add(Command(Addressing.Sql("$1", "$2"), Of(addressing), Of(Addressing.EventType)));
        batch.BatchCommands.Add(Command(Read, Of(posts.Select(post => post.AuthorId).ToArray()), Of(posts.Select(post => post.ClientId).ToArray())));
        await batch.PrepareAsync(cancellationToken);

        var answers = new Dictionary<(Guid, Guid), AcceptedPost>(posts.Count);
        var departures = new Dictionary<Guid, long>(groups.Length);
        var mine = posts.Select(post => post.MessageId).ToHashSet();
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
                departures[reader.GetGuid(0)] = reader.GetInt64(1);
            await reader.NextResultAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var accepted = Accepted(reader, mine.Contains);
                answers[(reader.GetGuid(11), accepted.ClientId)] = accepted;
            }
        }

        signal.Notify();
        return new(answers, departures);
    }

    /// <summary>The answer that a client id got before; null when there is none.</summary>
    public async Task<AcceptedPost?> FindAsync(Guid authorId, Guid clientId, CancellationToken cancellationToken)
    {
        await using var command = _database.CreateCommand($"select {ReadColumns} from messages m where m.author_id = $1 and m.client_id = $2");
        command.Parameters.Add(Of(authorId));
        command.Parameters.Add(Of(clientId));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Accepted(reader, _ => false) : null;
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    private static NpgsqlDataSource Connect(string database, ILoggerFactory logging)
    {
        var builder = new NpgsqlDataSourceBuilder(database);
        builder.ConnectionStringBuilder.Options = $"{builder.ConnectionStringBuilder.Options} {Planning}".TrimStart();
        return builder.UseLoggerFactory(logging).Build();
    }

    private static string Screened(PendingPost post) => JsonSerializer.Serialize(
        post.Screened.For(post.GroupId, post.MessageId, post.AuthorId, post.At, 0, MessageScreening.TextOf(post.Body, post.ContentNote)), Json.Options);

    private static AcceptedPost Accepted(NpgsqlDataReader reader, Func<Guid, bool> isNew) => new(
        reader.GetGuid(0),
        reader.GetGuid(1),
        reader.IsDBNull(2) ? null : reader.GetInt64(2),
        reader.GetFieldValue<DateTimeOffset>(3),
        Wire.Parse<MessageState>(reader.GetString(4)),
        reader.GetString(5),
        reader.IsDBNull(6) ? null : reader.GetGuid(6),
        reader.IsDBNull(7) ? null : reader.GetFieldValue<DateTimeOffset>(7),
        reader.IsDBNull(8) ? null : reader.GetString(8),
        reader.IsDBNull(9) ? null : reader.GetString(9),
        reader.GetFieldValue<Guid[]>(10),
        isNew(reader.GetGuid(0)));

    private static NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        command.Parameters.AddRange(parameters);
        return command;
    }

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };
}
