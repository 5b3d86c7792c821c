using System.Diagnostics.Metrics;
using System.Threading.Channels;
using Npgsql;
using PeerSupport.Chat.Data;
using PeerSupport.Chat.Hubs;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Messages;

/// <summary>
/// Takes posts and answers when they are committed. Several writers, a group always with the same one; each commits whatever has gathered
/// while its last commit was under way, so under load one commit carries many posts and at rest none waits for another.
/// </summary>
internal sealed class MessageLog(MessageStore store, Broadcaster broadcaster, TimeProvider clock, ILogger<MessageLog> logger) : BackgroundService
{
    /// <summary>How many posts may wait at one writer. A longer queue would be memory that grows while nobody gets an answer in time.</summary>
    internal const int Capacity = 1000;
    private const int BatchSize = 200;
    // A commit waits for the disk, so several are under way at once; on a single core they would only each carry less.
    private static readonly int WriterCount = Math.Clamp(Environment.ProcessorCount, 1, 4);
    private static readonly Meter Meter = new("PeerSupport.Chat");
    private static readonly Counter<long> Posts = Meter.CreateCounter<long>("peersupport.chat.posts", description: "Posts by outcome.");
    private static readonly Histogram<int> BatchSizes = Meter.CreateHistogram<int>("peersupport.chat.batch_size", description: "Posts in one commit.");

    private readonly Channel<PendingPost>[] _channels =
        [.. Enumerable.Range(0, WriterCount).Select(_ => Channel.CreateBounded<PendingPost>(new BoundedChannelOptions(Capacity) { SingleReader = true }))];

    /// <summary>Returns when the post is committed, or with the reason why it is not taken.</summary>
    public Task<PostOutcome> AppendAsync(PendingPost post)
    {
        var channel = _channels[(uint)post.GroupId.GetHashCode() % WriterCount];
        if (!channel.Writer.TryWrite(post))
            post.Settle(PostOutcome.Of(Refusal.Busy));
        return post.Outcome;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What has been taken is still committed at the end; only then do the writers stop.
        stoppingToken.Register(() => Array.ForEach(_channels, channel => channel.Writer.TryComplete()));
        return Task.WhenAll(_channels.Select(channel => Task.Run(() => WriteAsync(channel.Reader), CancellationToken.None)));
    }

    private async Task WriteAsync(ChannelReader<PendingPost> reader)
    {
        var batch = new List<PendingPost>(BatchSize);
        while (await reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < BatchSize && reader.TryRead(out var post))
                batch.Add(post);
            try
            {
                await CommitAsync(batch);
            }
            catch (Exception exception)
            {
                logger.LogError("A batch of posts ended with {Fault}", exception.GetType().Name);
                batch.ForEach(post => post.Settle(PostOutcome.Of(Refusal.Unavailable)));
            }
        }
    }

    private async Task CommitAsync(List<PendingPost> batch)
    {
        BatchSizes.Record(batch.Count);
        // Of the same post sent twice within one batch the second is answered like the first.
        var distinct = batch.DistinctBy(post => (post.AuthorId, post.ClientId)).ToList();
        try
        {
            Settle(batch, await store.WriteAsync(distinct, clock.GetUtcNow(), CancellationToken.None));
        }
        catch (Exception exception) when (exception.IsDatabaseAway())
        {
            // The commit may have happened without our hearing of it. Nothing is acknowledged, and the same client id gets the right answer later.
            logger.LogWarning("{Count} posts could not be stored: {Fault}", batch.Count, exception.GetType().Name);
            Posts.Add(batch.Count, new KeyValuePair<string, object?>("outcome", "unavailable"));
            batch.ForEach(post => post.Settle(PostOutcome.Of(Refusal.Unavailable)));
        }
        catch (PostgresException) when (batch.Count > 1)
        {
            // One of them is at fault, and the others must not suffer for it.
            foreach (var post in batch)
                await CommitAsync([post]);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            // The same client id was committed this moment through another group's writer; now it can be seen.
            Settle(batch, await store.WriteAsync(distinct, clock.GetUtcNow(), CancellationToken.None));
        }
        catch (PostgresException exception)
        {
            logger.LogError("A post could not be stored: SQL state {SqlState}", exception.SqlState);
            batch.ForEach(post => post.Settle(PostOutcome.Of(exception.SqlState.StartsWith("22", StringComparison.Ordinal) ? Refusal.InvalidText : Refusal.Unavailable)));
        }
    }

    private void Settle(List<PendingPost> batch, Written written)
    {
        var answers = written.Answers;
        foreach (var post in batch)
            post.Settle(answers.TryGetValue((post.AuthorId, post.ClientId), out var accepted) ? new(accepted, null) : PostOutcome.Of(Refusal.NotMember));
        Posts.Add(batch.Count, new KeyValuePair<string, object?>("outcome", "stored"));

        foreach (var group in batch.GroupBy(post => post.GroupId))
            broadcaster.Entries(group.Key, [.. group.Select(post => EntryOf(post, answers)).OfType<RoomEntry>().DistinctBy(entry => entry.Sequence)], written.Departures.GetValueOrDefault(group.Key));
    }

    private static RoomEntry? EntryOf(PendingPost post, IReadOnlyDictionary<(Guid Author, Guid Client), AcceptedPost> answers) =>
        answers.TryGetValue((post.AuthorId, post.ClientId), out var accepted) && accepted is { IsNew: true, Sequence: { } sequence } && accepted.MessageId == post.MessageId
            ? new(sequence, Wire.Of(EntryKind.Post), post.MessageId, post.ClientId, post.AuthorId, post.Author, post.At, post.Body, accepted.ReplyTo,
                post.ContentNote, post.IsFolded, null, accepted.Mentions.Length > 0 ? accepted.Mentions : null)
            : null;
}
