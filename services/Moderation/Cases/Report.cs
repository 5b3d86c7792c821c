using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PeerSupport.Moderation.Cases;

/// <summary>Why a member raised a case: a report of a message, or a worry about its author. Who raised it is shown to moderators only.</summary>
internal sealed class Report
{
    private Report()
    {
    }

    public Report(Guid caseId, Guid reporterId, int revision, string reason, string? note, DateTimeOffset now) =>
        (Id, CaseId, ReporterId, Revision, Reason, Note, ReceivedAt) = (Guid.CreateVersion7(), caseId, reporterId, revision, reason, note, now);

    public Guid Id { get; private set; }

    public Guid CaseId { get; private set; }

    public Guid ReporterId { get; private set; }

    public int Revision { get; private set; }

    public string Reason { get; private set; } = "";

    public string? Note { get; private set; }

    public DateTimeOffset ReceivedAt { get; private set; }

    /// <summary>When the reporter heard what was decided; null while they wait.</summary>
    public DateTimeOffset? AnsweredAt { get; private set; }

    public void Answer(DateTimeOffset now) => AnsweredAt = now;

    public void Renew(int revision, string reason, string? note, DateTimeOffset now) =>
        (Revision, Reason, Note, ReceivedAt, AnsweredAt) = (revision, reason, note, now, null);
}

internal sealed class ReportTable : IEntityTypeConfiguration<Report>
{
    public void Configure(EntityTypeBuilder<Report> builder)
    {
        builder.Property(report => report.Id).ValueGeneratedNever();
        builder.Property(report => report.Reason).HasMaxLength(100);
        builder.HasIndex(report => new { report.CaseId, report.ReporterId }).IsUnique();
    }
}
