using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PeerSupport.Content.Data;

namespace PeerSupport.Content.Modules;

/// <summary>A course of short lessons. Its document is replaced whole by an import.</summary>
internal sealed class Module(string slug, ModuleDocument document, DateTimeOffset changedAt)
{
    public string Slug { get; private set; } = slug;

    public ModuleDocument Document { get; private set; } = document;

    public DateTimeOffset ChangedAt { get; private set; } = changedAt;

    public void Replace(ModuleDocument document, DateTimeOffset now) => (Document, ChangedAt) = (document, now);
}

/// <summary>How far a member is in a module. It belongs to the member alone.</summary>
internal sealed class ModuleProgress(Guid memberId, string moduleSlug)
{
    public Guid MemberId { get; private set; } = memberId;

    public string ModuleSlug { get; private set; } = moduleSlug;

    public string Lesson { get; private set; } = "";

    public int Step { get; private set; }

    public bool Completed { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

}

internal sealed class ModuleConfiguration : IEntityTypeConfiguration<Module>, IEntityTypeConfiguration<ModuleProgress>
{
    public void Configure(EntityTypeBuilder<Module> builder)
    {
        builder.HasKey(module => module.Slug);
        builder.Property(module => module.Document).HasJson();
    }

    public void Configure(EntityTypeBuilder<ModuleProgress> builder) => builder.HasKey(progress => new { progress.MemberId, progress.ModuleSlug });
}
