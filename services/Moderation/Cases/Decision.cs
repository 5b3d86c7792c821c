using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerSupport.Contracts;

namespace PeerSupport.Moderation.Cases;

/// <summary>What was decided about one revision. Never changed afterwards; a later one stands beside it.</summary>
internal sealed class Decision
{
    private Decision()
    {
    }

    public Decision(Case item, Guid moderatorId, string moderatorName, DecisionOutcome outcome, string reason, string? guideline, string? note, DateTimeOffset now)
    {
        (Id, CaseId, Revision) = (Guid.CreateVersion7(), item.Id, item.Revision);
        (ModeratorId, ModeratorName, Outcome, Reason, Guideline, Note, At) = (moderatorId, moderatorName, outcome, reason, guideline, note, now);
    }

    public Guid Id { get; private set; }

    public Guid CaseId { get; private set; }

    public int Revision { get; private set; }

    public Guid ModeratorId { get; private set; }

    public string ModeratorName { get; private set; } = "";

    public DecisionOutcome Outcome { get; private set; }

    /// <summary>What the author reads.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>The id of a guideline.</summary>
    public string? Guideline { get; private set; }

    /// <summary>For the team only.</summary>
    public string? Note { get; private set; }

    public DateTimeOffset At { get; private set; }

    /// <summary>What the moderator thinks of what screening said; null when they did not say.</summary>
    public ScreeningOpinion? Opinion { get; private set; }

    /// <summary>Which labels would have been right; null without an opinion.</summary>
    public string[]? RightLabels { get; private set; }

    /// <summary>Which level would have been right; null without an opinion.</summary>
    public CaseRisk? RightRisk { get; private set; }

    public void Answer(ScreeningAnswer answer) => (Opinion, RightLabels, RightRisk) = (answer.Opinion, answer.Labels, answer.Risk);
}

internal sealed class DecisionTable : IEntityTypeConfiguration<Decision>
{
    public void Configure(EntityTypeBuilder<Decision> builder)
    {
        // A key that is set in the constructor would make EF take a new decision on a loaded case for an existing row.
        builder.Property(decision => decision.Id).ValueGeneratedNever();
        builder.Property(decision => decision.Outcome).HasConversion<string>().HasMaxLength(20);
        builder.Property(decision => decision.Guideline).HasMaxLength(50);
        builder.Property(decision => decision.Opinion).HasConversion<string>().HasMaxLength(20);
        // Two decisions about the same words cannot both stand.
        builder.HasIndex(decision => new { decision.CaseId, decision.Revision }).IsUnique();
    }
}
