using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerSupport.Contracts;

namespace PeerSupport.Moderation.Cases;

/// <summary>How cases are stored, and the order of the queue as an index.</summary>
internal sealed class CaseTable : IEntityTypeConfiguration<Case>
{
    public void Configure(EntityTypeBuilder<Case> builder)
    {
        builder.Property(item => item.Number).HasDefaultValueSql("nextval('case_numbers')").ValueGeneratedOnAdd();
        builder.HasIndex(item => item.Number).IsUnique();
        builder.Property(item => item.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(item => item.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(item => item.Handling).HasConversion<string>().HasMaxLength(20);
        builder.Property(item => item.Matches).HasColumnType("jsonb").HasConversion(JsonColumn<ScreeningMatch>.Converter, JsonColumn<ScreeningMatch>.Comparer);
        builder.Property(item => item.Readings).HasColumnType("jsonb").HasConversion(JsonColumn<ModelReading>.Converter, JsonColumn<ModelReading>.Comparer)
            .HasDefaultValueSql("'[]'");
        // A report and a verdict that arrive in the same moment meet here; the second one is retried and joins the first.
        builder.HasIndex(item => item.MessageId).IsUnique().HasFilter("kind = 'Message'");
        builder.HasIndex(item => item.MessageId, "ix_cases_sample").IsUnique().HasFilter("kind = 'Sample'").HasDatabaseName("ix_cases_sample");
        builder.HasIndex(item => item.MessageId, "ix_cases_about").HasDatabaseName("ix_cases_about");
        builder.HasIndex(item => new { item.Risk, item.QueueAt, item.Score }).IsDescending(true, false, true).HasFilter("state = 'Open'").HasDatabaseName("ix_cases_queue");
        builder.HasIndex(item => item.ClosedAt);
        builder.HasMany(item => item.Reports).WithOne().HasForeignKey(report => report.CaseId);
        builder.HasMany(item => item.Decisions).WithOne().HasForeignKey(decision => decision.CaseId);
    }
}
