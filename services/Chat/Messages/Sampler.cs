using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql;
using PeerSupport.Chat.Groups;
using PeerSupport.Contracts;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Messages;

/// <summary>
/// Chooses messages by lot that nothing was found in, so that moderators also see what screening lets through. The lot falls on moments: gaps between
/// them are exponential, and the first post after one is chosen. So about the same number comes from a day of any volume, one by one, and nobody can
/// tell which post it will be. The next moment is one row for all nodes; a post asks the database only when it has come.
/// </summary>
internal sealed class Sampler(NpgsqlDataSource database, IConfiguration configuration, TimeProvider clock, ILogger<Sampler> logger)
{
    // A first row is a moment to come, not one that has come.
    private const string Take = """
        with taken as (
            insert into sampling (id, next_at) values (1, $1) on conflict (id) do update set next_at = excluded.next_at where sampling.next_at <= $2
            returning next_at, xmax::text <> '0' as chosen
        )
        select next_at, chosen from taken union all select next_at, false from sampling where not exists (select 1 from taken)
        """;

    private readonly double _perDay = configuration.GetValue("Chat:SamplesPerDay", 20.0);
    private long _next;

    /// <summary>Whether this message is chosen: never one that is looked at anyway, and only where the group's charter says so.</summary>
    public ValueTask<bool> TakeAsync(GroupRules rules, Screened screened, CancellationToken cancellationToken)
    {
        if (!rules.SampledForReview || screened.Handling != MessageHandling.Delivered || _perDay <= 0)
            return new(false);
        var now = clock.GetUtcNow();
        return now.UtcTicks < Interlocked.Read(ref _next) ? new(false) : new(AskAsync(now, cancellationToken));
    }

    private async Task<bool> AskAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Not a secret, but nobody who watches the clock should foresee it.
        var gap = TimeSpan.FromDays(-Math.Log(1 - Random.Shared.NextDouble()) / _perDay);
        try
        {
            await using var command = database.CreateCommand(Take);
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now + gap });
            command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = now });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            if (!await reader.ReadAsync(cancellationToken))
                return false;
            Interlocked.Exchange(ref _next, reader.GetFieldValue<DateTimeOffset>(0).UtcTicks);
            return reader.GetBoolean(1);
        }
        catch (Exception exception) when (exception.IsDatabaseAway())
        {
            // The post itself says that the database is away, where that matters.
            logger.LogWarning("No message is chosen by lot until the database answers again: {Fault}", exception.GetType().Name);
            return false;
        }
    }
}

/// <summary>When the next message is chosen by lot. One row.</summary>
internal sealed class SamplingMoment : IEntityTypeConfiguration<SamplingMoment>
{
    public int Id { get; private set; }

    public DateTimeOffset NextAt { get; private set; }

    public void Configure(EntityTypeBuilder<SamplingMoment> builder)
    {
        builder.ToTable("sampling");
        builder.Property(moment => moment.Id).ValueGeneratedNever();
    }
}
