using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerSupport.Contracts;

namespace PeerSupport.Chat.Rules;

internal enum DryRunState
{
    /// <summary>Waiting for its turn, or begun; after a restart it is begun again, for it changes nothing.</summary>
    Waiting,
    Cancelled,
    Done,
}

/// <summary>A dry run that moderation asked for. It screens what there is and changes nothing.</summary>
internal sealed class DryRun : IEntityTypeConfiguration<DryRun>
{
    public const int Most = 50_000;

    private DryRun()
    {
    }

    public DryRun(DryRunRequested requested)
    {
        (Id, RequestedAt, Digest, Files) = (requested.DryRunId, requested.OccurredAt, requested.Digest, requested.Files);
        (GroupId, Since, Until, Limit) = (requested.GroupId, requested.Since, requested.Until, Math.Clamp(requested.Limit, 1, Most));
    }

    public Guid Id { get; private set; }

    public DateTimeOffset RequestedAt { get; private set; }

    public DryRunState State { get; private set; }

    public string Digest { get; private set; } = "";

    public byte[] Files { get; private set; } = [];

    public Guid? GroupId { get; private set; }

    public DateTimeOffset? Since { get; private set; }

    public DateTimeOffset? Until { get; private set; }

    public int Limit { get; private set; }

    public void End(DryRunState state) => (State, Files) = (state, []);

    public void Configure(EntityTypeBuilder<DryRun> builder)
    {
        builder.ToTable("dry_runs");
        builder.Property(run => run.Id).ValueGeneratedNever();
        builder.Property(run => run.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(run => run.Digest).HasMaxLength(64);
        builder.HasIndex(run => run.RequestedAt).HasFilter("state = 'Waiting'").HasDatabaseName("ix_dry_runs_waiting");
    }
}
