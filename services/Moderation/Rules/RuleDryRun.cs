using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerSupport.Contracts;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Moderation.Rules;

/// <summary>How far a dry run is.</summary>
public enum RuleDryRunState
{
    /// <summary>Chat has it, or will.</summary>
    Running,

    /// <summary>It came to its end.</summary>
    Done,

    /// <summary>It could not be done.</summary>
    Broken,

    /// <summary>Nobody wants it any more.</summary>
    Cancelled,
}

/// <summary>Which messages a dry run reads.</summary>
internal sealed record RuleDryRunScope(Guid? GroupId, DateTimeOffset? Since, DateTimeOffset? Until, int Limit);

/// <summary>The messages whose verdict would be another: words of members.</summary>
internal sealed record RuleSamples(DryRunSample[] Gained, DryRunSample[] Lost, DryRunSample[] Changed)
{
    public RuleSamples Without(Guid messageId)
    {
        return new(Rest(Gained), Rest(Lost), Rest(Changed));

        DryRunSample[] Rest(DryRunSample[] samples) => [.. samples.Where(sample => sample.MessageId != messageId)];
    }
}

/// <summary>Rules tried on the messages that there are. Chat does it; here is what was asked and what came back.</summary>
internal sealed class RuleDryRun
{
    private RuleDryRun()
    {
    }

    public RuleDryRun(RuleVersion version, RuleDryRunScope scope, Guid byId, DateTimeOffset now)
    {
        (Id, Number, Digest, RequestedById, RequestedAt) = (Guid.CreateVersion7(), version.Number, version.Digest, byId, now);
        (GroupId, Since, Until, Limit) = scope;
    }

    public Guid Id { get; private set; }

    public int Number { get; private set; }

    /// <summary>Of the files as they were then: a draft that was changed since needs another run.</summary>
    public string Digest { get; private set; } = "";

    public Guid RequestedById { get; private set; }

    public DateTimeOffset RequestedAt { get; private set; }

    public Guid? GroupId { get; private set; }

    public DateTimeOffset? Since { get; private set; }

    public DateTimeOffset? Until { get; private set; }

    public int Limit { get; private set; }

    public RuleDryRunState State { get; private set; }

    public int Read { get; private set; }

    public int Total { get; private set; }

    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>What it counted; the samples are kept apart, because they go sooner.</summary>
    public DryRunReport? Report { get; private set; }

    /// <summary>Null when they are gone.</summary>
    public RuleSamples? Samples { get; private set; }

    public string? Fault { get; private set; }

    public void Cancel(DateTimeOffset now) => (State, FinishedAt) = (RuleDryRunState.Cancelled, now);

    public void Finish(DryRunFinished finished)
    {
        (State, FinishedAt, Fault) = (finished.Report is null ? RuleDryRunState.Broken : RuleDryRunState.Done, finished.OccurredAt, finished.Fault);
        if (finished.Report is not { } report)
            return;
        (Read, Total) = (report.Messages, report.Messages);
        Report = report with { Gained = [], Lost = [], Changed = [] };
        Samples = new(report.Gained, report.Lost, report.Changed);
    }

    public void Forget(Guid messageId) => Samples = Samples?.Without(messageId);
}

internal sealed class RuleDryRunTable : IEntityTypeConfiguration<RuleDryRun>
{
    public void Configure(EntityTypeBuilder<RuleDryRun> builder)
    {
        builder.Property(run => run.Id).ValueGeneratedNever();
        builder.Property(run => run.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(run => run.Digest).HasMaxLength(64);
        builder.Property(run => run.Fault).HasMaxLength(500);
        builder.Property(run => run.Report).HasColumnType("jsonb").HasConversion(report => Write(report), stored => Parse<DryRunReport>(stored));
        builder.Property(run => run.Samples).HasColumnType("jsonb").HasConversion(samples => Write(samples), stored => Parse<RuleSamples>(stored));
        builder.HasIndex(run => new { run.Number, run.RequestedAt });
        builder.HasIndex(run => run.FinishedAt).HasFilter("samples is not null").HasDatabaseName("ix_rule_dry_runs_samples");
        // Of two who start one at once the second is told so.
        builder.HasIndex(run => run.Number).IsUnique().HasFilter("state = 'Running'").HasDatabaseName("ix_rule_dry_runs_running");
        builder.HasOne<RuleVersion>().WithMany().HasForeignKey(run => run.Number).OnDelete(DeleteBehavior.Restrict);
    }

    private static string? Write<T>(T? value) => value is null ? null : JsonSerializer.Serialize(value, Json.Options);

    private static T? Parse<T>(string? stored) => stored is null ? default : JsonSerializer.Deserialize<T>(stored, Json.Options);
}
